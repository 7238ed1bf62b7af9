import CCurl

/// What the loop knows of a transfer that failed, and how it is told to the caller.
struct TransferFailure {
  var code: CURLcode
  /// How often libcurl was about to send the request. At 0 the server has seen nothing of it,
  /// whatever the code; from 1 on it may have seen all of it, whatever the code: a second attempt
  /// of libcurl's that finds no server ends as "could not connect", though the first arrived.
  var attempts: Int
  /// Why one of our callbacks ended the transfer, where one did.
  var stop: Transfer.Stop?
  /// `CURLINFO_OS_ERRNO`, 0 if none.
  var systemError: Int32
  /// `CURLINFO_SSL_VERIFYRESULT`: 0 or OpenSSL's reason against the certificate.
  var certificateProblem: Int

  func error(label: String) -> TransportError {
    let delivery: TransportError.Delivery = attempts == 0 ? .notSent : .unknown
    let (kind, reason) = classify()
    let fromCurl = stop == nil || stop == .repetition
    let system = kind == .connect || kind == .cut || kind == .file ? systemError : 0
    return TransportError(
      kind, delivery, label: label, reason: reason,
      curlCode: fromCurl ? Int32(bitPattern: code.rawValue) : nil,
      systemError: system == 0 ? nil : system)
  }

  private func classify() -> (TransportError.Kind, String) {
    switch stop {
    case .repetition:
      return (.cut, "the connection was cut before any answer; the request is not repeated")
    case .tooLarge: return (.tooLarge, "the answer is larger than this request allows")
    case .uploadUnreadable: return (.file, "a file to send could not be read to its end")
    case .fileUnwritable: return (.file, "the answer could not be written to its file")
    case nil: return classifyCode()
    }
  }

  private func classifyCode() -> (TransportError.Kind, String) {
    switch code {
    case CURLE_URL_MALFORMAT:
      return (.refusedByPolicy, "the URL is not valid")
    case CURLE_UNSUPPORTED_PROTOCOL where attempts == 0:
      return (.refusedByPolicy, "the URL is neither http nor https")
    case CURLE_COULDNT_RESOLVE_HOST:
      return (.resolve, "the server's name could not be resolved")
    case CURLE_COULDNT_RESOLVE_PROXY:
      return (.resolve, "the proxy's name could not be resolved")
    case CURLE_OPERATION_TIMEDOUT:
      return attempts == 0
        ? (.timeout, "there was no connection within the time allowed")
        : (.timeout, "there was no whole answer within the time allowed")
    case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED:
      return (.connect, "there is no connection to the server or proxy")
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND:
      return attempts == 0
        ? (.connect, "the connection failed before the request")
        : (.cut, "the connection was cut before the whole answer came")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
      return (.malformed, "what came is not an HTTP answer we can read")
    case CURLE_FILESIZE_EXCEEDED:
      return (.tooLarge, "the answer is larger than this request allows")
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
      return (.tls, certificateReason)
    default:
      return (.other, curl_easy_strerror(code).map { String(cString: $0) } ?? "unknown failure")
    }
  }

  /// OpenSSL's numbers for the cases that happen in practice.
  private var certificateReason: String {
    // 0 and 1 say that OpenSSL itself had no objection, or none yet.
    let isFound = certificateProblem > 1
    if !isFound && code == CURLE_PEER_FAILED_VERIFICATION {
      return "the server's certificate is for another name"
    }
    if code == CURLE_SSL_CACERT_BADFILE { return "the CA file could not be read" }
    if !isFound { return "no TLS connection could be made" }
    return switch certificateProblem {
    case 9: "the server's certificate is not valid yet"
    case 10: "the server's certificate has expired"
    case 18: "the server's certificate is self-signed"
    case 19, 20, 21: "the server's certificate comes from an authority we do not know"
    case 62, 64: "the server's certificate is for another name"
    default: "the server's certificate was refused (OpenSSL \(certificateProblem))"
    }
  }
}
