import CCurl
import Glibc

extension HTTPClient.Configuration {
  /// Sets on a new handle what is the same for all requests.
  func apply(to easy: UnsafeMutableRawPointer) throws(TransportError) {
    var code = CURLE_OK
    func also(_ next: @autoclosure () -> CURLcode) {
      if code == CURLE_OK { code = next() }
    }
    also(ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https"))
    also(ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0))
    also(ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1))
    // Cancelling or timing out while a name is being resolved would otherwise wait for the
    // resolver, and every other transfer with it. The resolver's thread frees what it holds.
    also(ccurl_set_long(easy, CURLOPT_QUICK_EXIT, 1))
    also(ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)))
    also(ccurl_set_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)))
    also(ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1))
    also(ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2))
    also(ccurl_set_string(easy, CURLOPT_ACCEPT_ENCODING, ""))
    also(ccurl_set_string(easy, CURLOPT_USERAGENT, userAgent))
    // The answers of a proxy to CONNECT are no answers of the server's.
    also(ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1))
    // A long poll is silent; without keep-alive a NAT forgets it before the server answers.
    also(ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1))
    also(ccurl_set_long(easy, CURLOPT_TCP_KEEPIDLE, 20))
    also(ccurl_set_long(easy, CURLOPT_TCP_KEEPINTVL, 10))
    also(
      ccurl_set_long(
        easy, CURLOPT_MAXAGE_CONN, max(1, idleConnectionLifetime.millisecondsAtLeast1 / 1000)))
    also(setAuthorities(easy))
    also(setProxy(easy))
    guard code == CURLE_OK else { throw unsupported(code) }
  }

  /// One file and no folder: only then does libcurl parse the authorities once for all connections
  /// rather than for each, which costs milliseconds and about a megabyte a connection.
  private func setAuthorities(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    guard let file = certificateAuthorityFile else {
      guard let usual = ccurl_info_string(easy, CURLINFO_CAINFO), access(usual, R_OK) == 0 else {
        return CURLE_OK
      }
      return ccurl_set_string(easy, CURLOPT_CAPATH, nil)
    }
    var code = ccurl_set_string(easy, CURLOPT_CAINFO, file)
    if code == CURLE_OK { code = ccurl_set_string(easy, CURLOPT_CAPATH, nil) }
    if code == CURLE_OK { code = ccurl_set_string(easy, CURLOPT_PROXY_CAINFO, file) }
    if code == CURLE_OK { code = ccurl_set_string(easy, CURLOPT_PROXY_CAPATH, nil) }
    return code
  }

  private func setProxy(_ easy: UnsafeMutableRawPointer) -> CURLcode {
    switch proxy {
    case .environment:
      return CURLE_OK
    case .none:
      return ccurl_set_string(easy, CURLOPT_PROXY, "")
    case .explicit(let url, let except):
      let code = ccurl_set_string(easy, CURLOPT_PROXY, url.reveal())
      // An empty list, unlike none, also keeps the environment's `no_proxy` out.
      return code == CURLE_OK ? ccurl_set_string(easy, CURLOPT_NOPROXY, except) : code
    }
  }

  /// What is wrong with the configuration before any handle is made; nil if nothing.
  var objection: TransportError? {
    if let file = certificateAuthorityFile, access(file, R_OK) != 0 {
      return TransportError(
        .tls, .notSent, label: "start", reason: "the CA file of the settings cannot be read",
        systemError: errno)
    }
    return nil
  }

  func unsupported(_ code: CURLcode) -> TransportError {
    TransportError(
      .other, .notSent, label: "start",
      reason: "libcurl refused an option; version 7.88 or later with OpenSSL is expected",
      curlCode: Int32(bitPattern: code.rawValue))
  }
}
