public import Foundation

/// One request, as a value. Sent by `HTTPClient`, once and never again behind the caller's back.
public struct HTTPRequest: Sendable {
  /// The methods that are needed; each goes out as written.
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
  }

  /// What the request carries. A GET carries nothing.
  public enum Body: Sendable {
    case none
    /// Bytes in memory, sent with their length and content type.
    case bytes(Data, contentType: String)
    /// `multipart/form-data`. Files are read while they are sent, never as a whole.
    case multipart([HTTPPart])
  }

  public var method: Method
  /// The whole URL, `http` or `https`. Secret, because the Bot API has its token in the path.
  public var url: Secret
  /// Headers besides those that transport sets itself (length, content type, encoding, agent).
  public var headers: [HTTPHeader]
  public var body: Body
  /// What logs and errors call the request, such as `sendMessage`. Never secret.
  public var label: String
  /// For name, connection and TLS together.
  public var connectTimeout: Duration
  /// For everything from the call to the last byte of the answer. A long poll takes the server's
  /// hold and some 10 s more. There is no request without a limit: 0 counts as 1 ms.
  public var timeout: Duration
  /// The largest answer accepted, in bytes after decompression.
  public var maximumBytes: Int

  /// A request; all but the label and the URL have defaults fit for a short call.
  public init(
    _ label: String, url: Secret, method: Method = .get, headers: [HTTPHeader] = [],
    body: Body = .none, connectTimeout: Duration = .seconds(10),
    timeout: Duration = .seconds(30), maximumBytes: Int = 8 << 20
  ) {
    self.label = label
    self.url = url
    self.method = method
    self.headers = headers
    self.body = body
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.maximumBytes = maximumBytes
  }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
  /// Method and label, and nothing that could be secret.
  public var description: String { "\(method.rawValue) \(label)" }

  /// A mirror of method and label alone, so that `dump` shows no body.
  public var customMirror: Mirror {
    Mirror(self, children: ["method": method.rawValue, "label": label])
  }
}

/// One header of a request. Its value is taken for secret, since `Authorization` is one.
public struct HTTPHeader: Sendable, Hashable {
  public var name: String
  public var value: Secret

  /// A header; `value` may be a literal.
  public init(_ name: String, _ value: Secret) {
    self.name = name
    self.value = value
  }
}

/// One field of a `multipart/form-data` body.
public struct HTTPPart: Sendable {
  /// Where a part's bytes come from.
  public enum Content: Sendable {
    case data(Data)
    /// A local file, opened when the request is sent; its length at that moment is what is sent.
    case file(path: String)
  }

  public var name: String
  public var filename: String?
  public var contentType: String?
  public var content: Content

  /// A field from bytes or from a file.
  public init(
    name: String, filename: String? = nil, contentType: String? = nil, content: Content
  ) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    self.content = content
  }

  /// A field of text.
  public init(name: String, text: String) {
    self.init(name: name, content: .data(Data(text.utf8)))
  }
}

extension HTTPPart: CustomStringConvertible, CustomReflectable {
  /// The field's name, without its content.
  public var description: String { "part \(name)" }

  /// A mirror of the name alone, so that `dump` shows no content.
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
