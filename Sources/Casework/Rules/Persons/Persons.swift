/// What touches persons.
enum Persons {
  /// Leads each act to its rule. All of it belongs into private chats.
  static func decide(
    _ act: PersonsAct, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    if case .mode(let mode) = act { return try ModeOfPersons.set(mode, casebook, situation) }
    // At once, wherever it stands.
    if case .hide(let wish) = act { return try Hiding.hide(wish, casebook, situation) }
    guard situation.place.isPrivate else {
      throw Refusal(.privateOnly, "这类操作请私聊我。")
    }
    switch act {
    case .clue(let clue): return try CluesAboutPersons.take(clue, casebook, situation)
    case .transfer(let transferring):
      return try Transfers.hand(transferring, casebook, situation)
    case .acknowledge(let number, let step):
      return try Acknowledging.acknowledge(number, step, casebook, situation)
    case .audit(let number, let page):
      return try Auditing.show(number, page: page, casebook, situation)
    case .hide(let wish): return try Hiding.hide(wish, casebook, situation)
    case .strike(let holder): return try Striking.strike(holder, casebook, situation)
    case .mode(let mode): return try ModeOfPersons.set(mode, casebook, situation)
    }
  }
}
