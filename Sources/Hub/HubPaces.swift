/// The hub's limits of pace.
public struct HubPaces: Sendable {
  /// Messages a minute of a bot into one chat; 0 for no limit. Answered by 429 with the seconds.
  public var bot: Int
  /// Messages a minute of one person on the pages; 0 for no limit.
  public var person: Int
  /// POSTs a minute of one address, whatever they are; 0 for no limit. An office may be one address.
  public var address: Int
  /// Attempts a minute to enter, of one address: links that are nobody's, wrong access secrets.
  public var entering: Int

  public init(bot: Int = 0, person: Int = 60, address: Int = 6000, entering: Int = 20) {
    self.bot = bot
    self.person = person
    self.address = address
    self.entering = entering
  }
}
