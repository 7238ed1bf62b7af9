/// 范围：对事: the words only look as if they accused somebody. From the team and the discipline side it is
/// allowed, and audited without the words; a member's goes to the team first, which releases it or not.
public enum Vouching {
  /// Whether somebody's word for it is enough.
  public static func isTaken(from actor: Actor) -> Bool {
    actor.roles.contains(.team) || actor.roles.contains(.discipline)
  }

  static func decide(
    _ act: Act, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    guard isTaken(from: situation.actor) else { throw Confidential.accusation }
    var decision = try lead(act, casebook, situation)
    decision.dialogue = decision.dialogue.vouched
    if let first = decision.events.first {
      let vouched = Change.vouched(ActVouched(verb: act.verb.rawValue))
      decision.events.append(situation.event(first.record, vouched))
    }
    return decision
  }

  /// Nothing of it is kept: the team gets it in private, and sends it itself if it agrees.
  static func ask(
    _ command: String, _ casebook: any Casebook, _ situation: Situation
  ) throws -> Decision {
    let team = try casebook.people().filter { $0.roles.contains(.team) && !$0.groups.isEmpty }
    guard !team.isEmpty else { throw Confidential.accusation }
    var answer = Reply(text: "这条请专班先看一眼，同意了由专班来办，现在没有登记。")
    answer.quotes = false
    let who = situation.actor.person.address
    return Decision(
      replies: [
        answer,
        Reply(
          to: .team, about: .open,
          text: "\(who)有一条写到了人，说只是对事，请您看一眼。\n可以照办，请复制下面的话发出；不可以就不用回：\n\(copied: command)"),
      ], dialogue: .close)
  }
}

extension DialogueChange {
  /// The same question; whatever command it leads to is vouched for too.
  public var vouched: DialogueChange {
    guard case .open(var dialogue) = self else { return self }
    func vouch(_ command: String) -> String {
      command.isEmpty ? command : command + "\n范围：对事"
    }
    switch dialogue.question {
    case .missing(let text, let part):
      dialogue.question = .missing(text: vouch(text), part: part)
    case .choice(let options): dialogue.question = .choice(options.map(vouch))
    case .confirm(var confirmation):
      confirmation.command = vouch(confirmation.command)
      dialogue.question = .confirm(confirmation)
    case .offer(let options): dialogue.question = .offer(options.map(vouch))
    // A table's rows are vetted one by one, and what is offered by name was not typed.
    case .next, .named, .batch: break
    }
    return .open(dialogue)
  }
}
