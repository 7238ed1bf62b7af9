/// Who handed a restricted record over and waits to hear of it. Whoever had received it himself and receives no more
/// waits for nothing, as he sees it no longer; nor does who is in no group.
struct Givers {
  private let transfers: [Transfer]
  /// All who were among its receivers at any time.
  private let receivers: Set<PersonID>
  private let casebook: any Casebook

  init(of matter: Case, _ casebook: any Casebook) throws {
    let book = casebook.seen(by: .clock)
    transfers = matter.handling?.transfers ?? []
    receivers = try Set(
      book.history(of: .matter(matter.number)).flatMap { entry -> [PersonID] in
        guard case .turned(let turned) = entry.event.change,
          case .receiversSet(let set) = turned.turn
        else { return [] }
        return set.new
      })
    self.casebook = book
  }

  /// Who gave it to that person; where he waits for nothing, who gave it to him, and so on.
  func last(to person: PersonID) throws -> PersonID? {
    var (holder, end) = (person, transfers.endIndex)
    while let index = transfers[..<end].lastIndex(where: { $0.to == holder }) {
      let from = transfers[index].from
      if try waits(from) { return from }
      (holder, end) = (from, index)
    }
    return nil
  }

  /// Everybody on its way, the first one first.
  func present() throws -> [PersonID] { try transfers.map(\.from).filter(waits) }

  private func waits(_ giver: PersonID) throws -> Bool {
    guard let person = try casebook.person(giver), !person.groups.isEmpty else { return false }
    return !receivers.contains(giver) || Receivers.isInForce(person)
  }
}
