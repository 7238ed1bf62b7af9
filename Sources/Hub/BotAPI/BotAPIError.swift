import Foundation

/// Why a call of the Bot API is turned down, as its clients expect it.
struct BotAPIError: Error, Sendable, Equatable {
  var code: Int
  var description: String
  /// Seconds to wait, for 429.
  var retryAfter: Int?

  static func bad(_ description: String) -> BotAPIError {
    BotAPIError(code: 400, description: "Bad Request: \(description)")
  }

  static let undeletable = bad("message can't be deleted")
  static let unauthorized = BotAPIError(code: 401, description: "Unauthorized")
  static let notFound = BotAPIError(code: 404, description: "Not Found")
  static let conflict = BotAPIError(
    code: 409,
    description:
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
  )

  static func tooMany(seconds: Int) -> BotAPIError {
    BotAPIError(
      code: 429, description: "Too Many Requests: retry after \(seconds)", retryAfter: seconds)
  }

  static func forbidden(_ description: String) -> BotAPIError {
    BotAPIError(code: 403, description: "Forbidden: \(description)")
  }

  var body: Data {
    var members: [String: JSON] = [
      "ok": false, "error_code": .integer(Int64(code)), "description": .string(description),
    ]
    if let retryAfter { members["parameters"] = ["retry_after": .integer(Int64(retryAfter))] }
    return JSON.object(members).data
  }
}
