import CCurl

extension HTTPRequest {
  /// What makes a request one that is never sent; nil if nothing does.
  var objection: String? {
    let address = url.reveal()
    if address.utf8.contains(where: { $0 <= 32 || $0 == 127 }) {
      return "the URL holds a space or a control character"
    }
    // libcurl would take a URL without a scheme for http.
    let scheme = address.prefix { $0 != "/" }.lowercased()
    if scheme != "https:" && scheme != "http:" {
      return "the URL does not begin with http:// or https://"
    }
    for header in headers {
      if header.name.isEmpty || !header.name.utf8.allSatisfy(Self.isTokenByte) {
        return "a header's name is empty or holds a character that names may not have"
      }
      if header.value.reveal().utf8.contains(where: { $0 < 32 && $0 != 9 || $0 == 127 }) {
        return "the value of the header \(header.name) holds a line break or control character"
      }
    }
    switch body {
    case .bytes(_, let contentType) where contentType.utf8.contains(where: { $0 < 32 }):
      return "the content type holds a control character"
    case .bytes where method == .get, .multipart where method == .get:
      return "a GET carries no body"
    default:
      return maximumBytes < 0 ? "the limit of the answer is negative" : nil
    }
  }

  /// RFC 9110's `tchar`, less the marks nobody uses in header names.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// The headers as libcurl takes them; the caller frees the list.
  func headerList(
    contentType multipart: String?
  ) throws(TransportError) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    var isComplete = true
    func add(_ line: String) {
      // On failure libcurl leaves the list as it was.
      guard isComplete, let longer = curl_slist_append(list, line) else {
        isComplete = false
        return
      }
      list = longer
    }
    for header in headers {
      let value = header.value.reveal()
      // libcurl takes "name:" as an order to leave the header out, "name;" as an empty one.
      add(value.isEmpty ? "\(header.name);" : "\(header.name): \(value)")
    }
    if method != .get {
      // Never wait for "100 Continue": many servers do not send it.
      add("Expect:")
      if let multipart {
        add("Content-Type: \(multipart)")
      } else if case .bytes(_, let contentType) = body {
        add("Content-Type: \(contentType)")
      } else {
        add("Content-Type:")
      }
    }
    if !isComplete {
      curl_slist_free_all(list)
      throw TransportError(.other, .notSent, label: label, reason: "no memory for the headers")
    }
    return list
  }
}
