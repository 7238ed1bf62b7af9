import CCurl

/// The libcurl that runs, which is the system's and may be another than the one built with.
public enum CurlLibrary {
  /// The oldest that can be worked with: protocols named as text.
  public static let minimum = "7.85.0"

  /// Its version, such as `7.88.1`.
  public static var version: String {
    guard let info = curl_version_info(CURLVERSION_FIRST), let text = info.pointee.version else {
      return ""
    }
    return String(cString: text)
  }
}
