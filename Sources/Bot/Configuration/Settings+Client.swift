import Transport

extension Settings {
  /// How the server is reached.
  var client: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      certificateAuthorityFile: certificateAuthority,
      userAgent: "liandu/\(ProgramVersion.text)")
    if let proxy {
      configuration.proxy = proxy.reveal() == "none" ? .none : .explicit(proxy)
    }
    return configuration
  }
}
