import Chat
import Foundation

/// A message's rich text as the outbox keeps it.
enum OutboxBody {
  static func encode(_ text: RichText) throws -> Data {
    try JSONEncoder().encode(text)
  }

  static func decode(_ data: Data) throws -> RichText {
    try JSONDecoder().decode(RichText.self, from: data)
  }
}
