import Glibc

extension TransportError: CustomStringConvertible {
  /// What happened, whether the request may have arrived, and what to do next.
  public var description: String {
    var text = "\(label): \(reason)"
    if let curlCode { text += " (libcurl \(curlCode))" }
    if let systemError { text += " (\(Self.text(ofSystemError: systemError)))" }
    text += delivery == .notSent ? "; nothing was sent. " : "; the server may have acted on it. "
    return text + advice
  }

  private var advice: String {
    switch kind {
    case .refusedByPolicy: "Correct the request; it can never succeed as it is."
    case .resolve: "Check the address in the settings, and DNS."
    case .connect: "Check that the server runs and that a firewall or proxy lets us through."
    case .tls: "Check the server's certificate, the clock, and the CA file in the settings."
    case .timeout: "Try again later; if it recurs, check the network or raise the limit."
    case .cut: "Try again later if repeating does no harm."
    case .malformed: "Check that the address in the settings is that of the right server."
    case .tooLarge: "Ask for less, or raise the limit of this request."
    case .cancelled, .stopped: "No action is needed."
    case .file: "Check that the file exists, the rights on it, and the room on the disk."
    case .other: "Look the code up in libcurl's list of errors."
    }
  }

  private static func text(ofSystemError code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "errno \(code)"
  }
}
