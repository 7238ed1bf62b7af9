import Foundation
import Transport

/// Calls of a Bot API server whose whole answer is wanted: its status and its headers too.
struct DoctorServer {
  let client: HTTPClient
  let settings: Settings

  /// An answer, as far as it can be read.
  struct Answer {
    var status: Int
    var date: String?
    var isOK: Bool
    var result: [String: Any]?
  }

  func call(
    _ method: String, _ parameters: [String: String] = [:]
  ) async throws(TransportError) -> Answer {
    var base = settings.baseURL
    while base.hasSuffix("/") { base.removeLast() }
    let token =
      settings.token.reveal().addingPercentEncoding(withAllowedCharacters: Self.allowed) ?? ""
    let query = parameters.sorted { $0.key < $1.key }.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: Self.allowed) ?? "")"
    }.joined(separator: "&")
    let url = "\(base)/bot\(token)/\(method)" + (query.isEmpty ? "" : "?\(query)")
    let answer = try await client.send(
      HTTPRequest(
        method, url: Secret(url), connectTimeout: .seconds(10), timeout: .seconds(15),
        maximumBytes: 1 << 20))
    let body = try? JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
    return Answer(
      status: answer.status, date: answer.headers["date"],
      isOK: answer.status == 200 && body?["ok"] as? Bool == true,
      result: body?["result"] as? [String: Any])
  }

  private static let allowed = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~:")
}
