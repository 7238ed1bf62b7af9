import Foundation
import Transport

extension BotAPI {
  struct Answer {
    var envelope: Envelope
    var body: Data

    func decodedResult<Value: Decodable>() -> Value? {
      guard let range = envelope.result?.range else { return nil }
      let json = Data(JSONRepair.repaired(body.span, range))
      return try? JSONDecoder().decode(Value.self, from: json)
    }
  }

  enum Outcome {
    case success(Answer)
    case failure(Rejection)
  }

  /// One request and its answer. Throws where there is no answer at all.
  func call(
    _ method: String, _ body: JSONWriter, timeout: Duration? = nil, key: String? = nil
  ) async throws(ChatError) -> Outcome {
    try await call(
      method, .bytes(Data(body.bytes), contentType: "application/json"), timeout: timeout, key: key)
  }

  /// The same with a body of another kind.
  func call(
    _ method: String, _ body: HTTPRequest.Body, timeout: Duration? = nil, key: String? = nil
  ) async throws(ChatError) -> Outcome {
    var request = HTTPRequest(
      method, url: Secret(methodBase.reveal() + method), method: .post, body: body,
      timeout: timeout ?? settings.timeout, maximumBytes: settings.maximumAnswerBytes)
    if let key, !key.isEmpty {
      request.headers = [HTTPHeader("Idempotency-Key", Secret(Self.pathEscaped(key)))]
    }
    let response: HTTPResponse
    do {
      response = try await client.send(request)
    } catch {
      throw ChatError(error)
    }
    let envelope = Envelope(response.body)
    if let envelope, envelope.isOK, 200..<300 ~= response.status {
      return .success(Answer(envelope: envelope, body: response.body))
    }
    return .failure(
      Rejection(
        status: response.status, headers: response.headers, body: response.body,
        envelope: envelope))
  }

  /// As `call`, where nothing is to be done about a rejection.
  func success(of method: String, _ body: JSONWriter) async throws(ChatError) -> Answer {
    switch try await call(method, body) {
    case .success(let answer): return answer
    case .failure(let rejection): throw rejection.error(calling: method, redaction)
    }
  }
}

extension ChatError {
  init(_ error: TransportError) {
    switch error.kind {
    case .cancelled, .stopped:
      self = .cancelled
    case .tooLarge:
      self = .unreadable(error.description)
    case .refusedByPolicy:
      self = .refused(code: 0, description: error.description, scope: .message)
    default:
      self = .unavailable(
        error.description, delivery: error.delivery == .notSent ? .notSent : .unknown)
    }
  }
}

extension JSONWriter {
  static var empty: JSONWriter {
    var writer = JSONWriter(capacity: 8)
    writer.beginObject()
    writer.endObject()
    return writer
  }
}
