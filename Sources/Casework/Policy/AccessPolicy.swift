/// The one predicate that running, help, suggestions and menus ask. What no rule allows is refused.
public enum AccessPolicy {
  /// Who may use a command at all.
  public static func permission(for verb: Verb) -> Permission {
    switch verb {
    case .clue, .find, .status, .timeline, .overdue, .mine, .undo:
      Permission(roles: [.member])
    case .lead:
      Permission(roles: [.team, .discipline, .congress])
    case .progress, .attach:
      Permission(roles: [.team], ties: [.registrant, .lead, .contact, .unitContact])
    case .close:
      Permission(roles: [.team], rights: [.approve])
    case .bind, .member, .grant, .unit:
      Permission(roles: [.admin])
    case .help, .about, .confirm, .next:
      Permission(roles: Set(Role.allCases))
    case .triage:
      Permission(roles: [.team, .discipline, .congress])
    case .contact:
      Permission(roles: [.team], ties: [.lead])
    case .assign, .order, .prompt, .ruling, .paper, .rebase, .suspend, .resume, .void, .merge,
      .export:
      Permission(roles: [.team])
    case .urge:
      Permission(roles: [.team], ties: [.lead, .contact])
    case .caution, .talk:
      Permission(roles: [.team, .discipline])
    case .agree:
      Permission(roles: [.congress, .discipline])
    case .dispute, .receive:
      Permission(ties: [.unitContact])
    case .report, .extend:
      Permission(ties: [.unitContact, .lead, .contact])
    case .verify, .sendBack, .lookBack:
      Permission(roles: [.team], ties: [.lead, .contact])
    case .approve, .refuse:
      Permission(roles: [.team, .congress, .discipline])
    case .amend:
      Permission(roles: [.team], ties: [.registrant])
    case .remind, .digest, .weekly, .project, .todo, .why, .statistics, .visit, .register,
      .deputy:
      Permission(roles: [.member])
    case .transfer, .copy:
      Permission(roles: [.team, .discipline, .congress])
    case .acknowledge:
      Permission(roles: [.team, .discipline, .congress], ties: [.receiver])
    case .set:
      Permission(roles: [.admin])
    case .handOver:
      Permission(roles: [.team, .admin])
    case .audit:
      Permission(roles: [.discipline, .admin])
    // Whoever wrote it may too: the rule looks at who did.
    case .redact:
      Permission(roles: [.team], ties: [.writer], rights: [.receive])
    case .strike:
      Permission(roles: [.team], rights: [.receive])
    }
  }

  /// Whether the actor may do that, to that case where it is about one.
  public static func allows(_ actor: Actor, _ verb: Verb, on matter: Case? = nil) -> Bool {
    let permission = permission(for: verb)
    if !permission.roles.isDisjoint(with: actor.roles) { return true }
    if !permission.rights.isDisjoint(with: actor.rights) { return true }
    // Ties count for members only: whoever left the group has none left.
    guard let matter, actor.roles.contains(.member) else { return false }
    // What the team does about an open case, a restricted one's receiver does about that one.
    if matter.number.series == .restricted, permission.roles.contains(.team),
      tied(.receiver, actor, to: matter)
    {
      return true
    }
    return permission.ties.contains { tied($0, actor, to: matter) }
  }

  /// Whether the command is worth showing to the actor: they may use it on some case.
  public static func offers(_ verb: Verb, to actor: Actor) -> Bool {
    let permission = permission(for: verb)
    return !permission.roles.isDisjoint(with: actor.roles)
      || !permission.rights.isDisjoint(with: actor.rights)
      || (!permission.ties.isEmpty && actor.roles.contains(.member))
  }

  /// What the people of the unit that has a case may do about it, whatever roles they hold beside: whatever is not
  /// named here decides about it, and others do that.
  static func isOpenToUnit(_ verb: Verb) -> Bool {
    switch verb {
    case .clue, .find, .status, .timeline, .overdue, .mine, .undo, .help, .about, .confirm, .next,
      .project, .todo, .why, .statistics, .register, .export, .visit, .remind, .digest, .weekly,
      .audit, .progress, .attach, .receive, .dispute, .report, .extend, .redact, .transfer, .copy,
      .acknowledge, .deputy, .bind, .member, .grant, .unit, .set:
      true
    case .lead, .close, .triage, .contact, .assign, .urge, .order, .prompt, .caution, .talk, .agree,
      .ruling, .paper, .verify, .sendBack, .approve, .refuse, .rebase, .suspend, .resume, .void,
      .amend, .merge, .lookBack, .handOver, .strike:
      false
    }
  }

  private static func tied(_ tie: Permission.Tie, _ actor: Actor, to matter: Case) -> Bool {
    let person = actor.person
    return switch tie {
    case .registrant: matter.registrant == person.id
    case .lead: matter.lead.map { actor.actsFor($0, in: matter) } ?? false
    case .contact: matter.contacts.contains { actor.actsFor($0, in: matter) }
    case .receiver: matter.handling?.receivers.contains(person.id) ?? false
    // A case does not say who wrote each line of it.
    case .writer: false
    case .unitContact:
      person.roles.contains(.unit) && person.unit != nil && matter.details.unit?.id == person.unit
    }
  }
}
