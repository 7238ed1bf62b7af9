/// Words about restricted cases.
enum Clearance {
  /// The words of `Reply.notice`.
  static let notice: Wording = "您有一项待办，请私聊我发“我的”。"
}

extension Event {
  /// The same for that audience, if no record says whose it is.
  public func kept(_ audience: Audience) -> Event {
    guard record == nil else { return self }
    var event = self
    event.audience = audience
    return event
  }
}
