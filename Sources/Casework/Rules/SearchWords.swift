/// Turns the words of a search into a query: states, 逾期, units by any of their names and leads by
/// name narrow it; whatever is left is looked for in the text. A township is a place as well as a
/// unit, so that its name is looked for in the text, where both stand.
enum SearchWords {
  static func query(
    _ words: [String], _ casebook: any Casebook, _ situation: Situation
  ) throws -> CaseQuery {
    var query = CaseQuery()
    // Whoever names it in a group tells no more than he said himself.
    query.searchesSource = Viewer.Standing(situation.actor).showsSource
    for word in words {
      if word == "逾期" || word == "超期" {
        query.overdueOn = situation.today
        query.lateness = try Viewer.of(situation, casebook).lateness
      } else if ["在办", "未办结", "没办结", "未销号", "没销号"].contains(word) {
        narrow(&query, to: Set(CaseState.allCases.filter(\.isOpen)))
      } else if ["我们", "我局", "本单位", "我单位"].contains(word), let unit = situation.actor.person.unit {
        query.unit = unit
      } else if let state = state(named: word) {
        narrow(&query, to: [state])
      } else if ["已办结", "办结"].contains(word) {
        narrow(&query, to: [.closed, .archived])
      } else if ["没有领衔人", "没有领衔", "无领衔人", "无人领衔"].contains(word) {
        narrow(&query, to: Set(CaseState.allCases.filter(\.isOpen)))
        query.isUnled = true
      } else if !Places.isTownship(word), let unit = try People.unit(named: word, casebook) {
        query.unit = unit.id
      } else if let lead = try lead(named: word, casebook) {
        query.lead = lead
      } else {
        query.words.append(word)
      }
    }
    return query
  }

  private static func narrow(_ query: inout CaseQuery, to states: Set<CaseState>) {
    query.states = query.states.map { $0.intersection(states) } ?? states
  }

  private static func state(named word: String) -> CaseState? {
    CaseState.allCases.first { state in
      state.name == word || (state.name.hasPrefix("已") && state.name.dropFirst() == word)
    }
  }

  /// The one person of that name who leads a case; a name shared by two stays a word.
  private static func lead(named word: String, _ casebook: any Casebook) throws -> PersonID? {
    let found = try casebook.people().filter { $0.isCalled(word) }
    guard found.count == 1 else { return nil }
    let leads = try casebook.find(CaseQuery(lead: found[0].id, limit: 0)).total
    return leads > 0 ? found[0].id : nil
  }
}
