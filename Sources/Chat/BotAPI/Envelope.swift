import Foundation

/// What every answer of a Bot API server is wrapped in.
struct Envelope {
  var isOK = false
  var errorCode: Int?
  /// The server's words, unfiltered: to be classified, and to be shown only through `Redaction`.
  var description = ""
  var retryAfter: Duration?
  var migratedTo: String?
  var result: JSONScan.Value?

  /// Nil if the body is cut, garbage or no envelope.
  init?(_ body: Data) {
    let bytes = body.span
    var position = 0
    Self.skipByteOrderMark(bytes, &position)
    JSONScan.skipBlanks(bytes, &position, bytes.count)
    guard let whole = JSONScan.value(bytes, &position, bytes.count), whole.kind == .object else {
      return nil
    }
    JSONScan.skipBlanks(bytes, &position, bytes.count)
    guard position == bytes.count else { return nil }
    var hasVerdict = false
    var members = JSONMembers(whole.range)
    while let member = members.next(bytes) {
      let value = member.value
      if JSONScan.equals(bytes, member.key, "ok") {
        hasVerdict = value.kind == .literal
        isOK = JSONScan.isTrue(bytes, value)
      } else if JSONScan.equals(bytes, member.key, "result") {
        result = value
      } else if JSONScan.equals(bytes, member.key, "error_code") {
        errorCode = JSONScan.integer(bytes, value).flatMap { Int(exactly: $0) }
      } else if JSONScan.equals(bytes, member.key, "description") {
        description = Self.string(bytes, value)
      } else if JSONScan.equals(bytes, member.key, "parameters"), value.kind == .object {
        readParameters(bytes, value)
      }
    }
    guard hasVerdict, !members.isBroken else { return nil }
  }

  private mutating func readParameters(_ bytes: Span<UInt8>, _ value: JSONScan.Value) {
    var members = JSONMembers(value.range)
    while let member = members.next(bytes) {
      if JSONScan.equals(bytes, member.key, "retry_after") {
        retryAfter = JSONScan.milliseconds(bytes, member.value).map { .milliseconds($0) }
      } else if JSONScan.equals(bytes, member.key, "migrate_to_chat_id") {
        migratedTo = JSONScan.integer(bytes, member.value).map { String($0) }
      }
    }
  }

  /// The integer member of an object result, as text: `message_id` of a sent message.
  func identifier(_ name: StaticString, in body: Data) -> String? {
    guard let result, result.kind == .object else { return nil }
    let bytes = body.span
    var members = JSONMembers(result.range)
    while let member = members.next(bytes) {
      if JSONScan.equals(bytes, member.key, name) {
        return JSONScan.integer(bytes, member.value).map { String($0) }
      }
    }
    return nil
  }

  private static func string(_ bytes: Span<UInt8>, _ value: JSONScan.Value) -> String {
    guard value.kind == .string, value.range.count <= 16_384 else { return "" }
    let text = Data(JSONRepair.repaired(bytes, value.range))
    return (try? JSONDecoder().decode(String.self, from: text)) ?? ""
  }

  private static func skipByteOrderMark(_ bytes: Span<UInt8>, _ position: inout Int) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }
}
