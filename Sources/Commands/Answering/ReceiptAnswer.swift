import Casework

/// 收到 by whoever speaks for a unit: to a card, or in private, it signs for what was sent. To anything else
/// it is a courtesy, and never answered.
enum ReceiptAnswer {
  static func read(
    _ text: FoldedText, _ utterance: Utterance, _ hearing: Hearing
  ) -> Outcome? {
    guard hearing.actor.roles.contains(.unit), Courtesy.isOnlyCourtesy(text),
      text.foldedString(0..<text.count).contains("收到")
    else { return nil }
    if utterance.isAddressed, let card = utterance.card {
      return .act(.handing(.receive([card], quietly: true)))
    }
    guard utterance.isPrivate, hearing.dialogue == nil else { return nil }
    return .act(.handing(.receive([], quietly: true)))
  }
}
