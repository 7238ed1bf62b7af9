/// What may be said where: every answer in a group is for its least-cleared reader.
enum Audiences {
  /// Where a clue came from is not told where units sit (含单位), nor to who speaks for one.
  static func showsSource(_ casebook: any Casebook, _ situation: Situation) throws -> Bool {
    switch situation.place {
    case .group(let id): try casebook.group(id)?.kind == .inner
    case .privateChat: !situation.actor.roles.contains(.unit)
    }
  }
}
