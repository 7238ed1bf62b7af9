import Casework
import Chat
import Commands
import Ledger

/// The photos and files that an act may take while one message is answered. Each is taken once.
struct FilesAtHand {
  /// Came with the message, its album, or the message it replies to.
  private(set) var own: [Evidence]
  /// Came before without words and waits.
  private(set) var loose: [LooseFile]
  /// Why the message's own file is not kept.
  let problem: Refusal?
  /// Files of the message it replies to, taken only by acts that ask for some.
  private let replied: [Evidence]
  /// How many came with the message.
  let count: Int
  /// What they are called where they came from, for what their names say.
  let names: [String]
  /// The other messages of its album.
  let album: [String]
  /// Where the message's own files have gone.
  private(set) var kept: CaseNumber?
  /// Loose files that have found their case.
  private(set) var used: [Int64] = []
  private(set) var asks = false
  /// Something of the message was refused: then nothing of it is kept.
  private(set) var isRefused = false

  init(
    own: [Evidence], names: [String], replied: [Evidence], loose: [LooseFile], problem: Refusal?,
    album: [String] = []
  ) {
    self.album = album
    self.own = own
    self.replied = replied
    self.loose = loose
    self.problem = problem
    count = own.count
    self.names = names + own.compactMap(\.name)
  }

  private mutating func drop() {
    used += loose.map(\.id)
    loose = []
  }

  /// What that outcome may take along.
  func offered(to outcome: Outcome) -> [Evidence] {
    guard case .act(let act) = outcome else { return [] }
    guard act.verb.takesLooseFiles else { return own }
    var offered = own.isEmpty ? replied : own
    for file in loose.map(\.file) where !offered.contains(where: file.isSame) {
      offered.append(file)
    }
    return offered
  }

  /// Notes what a decision took, and whether it ended in a question that the rest waits for.
  mutating func note(_ decision: Decision, of outcome: Outcome) {
    // 取消: what waited is not wanted any more.
    if case .answer(_, .close) = outcome { drop() }
    if decision.isRefusal || decision.holdsBack { isRefused = true }
    if decision.holdsBack { drop() }
    // Photos sent just before may show what must not be kept either.
    if let code = decision.refusal, Refusal.keepsNothing.contains(code) {
      drop()
    }
    if case .open(let dialogue) = decision.dialogue, !decision.isRefusal {
      switch dialogue.question {
      // 并入31 and 加急 are offered beside an answer that stands by itself.
      case .named: break
      case .next: break
      default: asks = true
      }
    }
    for event in decision.events {
      let taken = event.change.files
      guard case .matter(let number)? = event.record, !taken.isEmpty else { continue }
      if own.contains(where: { file in taken.contains(where: file.isSame) }) { kept = number }
      own.removeAll { file in taken.contains(where: file.isSame) }
      used += loose.filter { one in taken.contains(where: one.file.isSame) }.map(\.id)
      loose.removeAll { one in taken.contains(where: one.file.isSame) }
    }
  }
}
