import Casework
import Chat
import Commands
import Ledger
import Logging

/// What became of a try to fetch a file.
enum Fetched: Sendable, Equatable {
  /// It lies in `files/` under its SHA-256.
  case stored(sha256: String, size: Int64)
  case failed(FetchFailure)
}

/// Files of cases on their way into `files/`, and photos that wait for a word.
extension Round {
  /// Each file that came with an act is a job of the same transaction.
  func enqueueFetches(of event: Event) throws {
    guard case .matter(let number)? = event.record, number.series == .open,
      let sender = event.stamp.actor
    else { return }
    let files = event.change.files
    guard !files.isEmpty, let matter = try whole.matter(number) else { return }
    for item in matter.evidence
    where item.isWaiting && files.contains(where: { $0.reference == item.file.reference }) {
      try transaction.enqueueFetch(item.file, of: number, sender: sender, at: now)
    }
  }

  /// Ends a job with its event. Nothing is appended twice, and nothing about a file that an undoing
  /// took out of its case meanwhile.
  func end(_ job: FetchJob, _ fetched: Fetched) throws {
    var stored = EvidenceStored(
      reference: job.reference, sha256: nil, size: nil, failed: nil)
    switch fetched {
    case .stored(let digest, let size):
      stored.sha256 = digest
      stored.size = size
    case .failed(let failure): stored.failed = failure.rawValue
    }
    guard try transaction.endFetch(job.id, stored: stored.failed == nil),
      let matter = try whole.matter(job.matter),
      matter.evidence.contains(where: { $0.file.reference == job.reference && $0.isWaiting })
    else { return }
    let turned = CaseTurned(
      .evidenceStored(stored), step: Step(old: matter.state, new: matter.state))
    try system(.matter(job.matter), .turned(turned))
    try tellFailures(of: job, fetched)
  }

  private func tellFailures(of job: FetchJob, _ fetched: Fetched) throws {
    let kinds = try transaction.failuresToTell(of: job.matter, sender: job.sender)
    guard !kinds.isEmpty else { return }
    var failure = FetchFailure.gone
    if case .failed(let last) = fetched { failure = last }
    try send(
      LooseFiles.failed(kinds, of: job.matter, sender: job.sender, because: failure), in: nil)
  }

  // MARK: Bursts

  /// Speaks about photos without words once no more of them come.
  func settleBursts(quietSince: Instant) throws {
    for album in try transaction.albumsToTell(before: quietSince) {
      var told = album
      told.added = 0
      try transaction.setAlbum(told, at: now)
      guard case .kept(let number) = album.fate, let matter = try whole.matter(number) else {
        continue
      }
      let isPrivate = try casebook.group(album.chat) == nil
      try send(
        LooseFiles.later(album.added, to: matter),
        in: Origin(chat: album.chat, message: album.message, isPrivate: isPrivate))
    }
    for burst in try transaction.endedBursts(before: quietSince) {
      try settle(burst.person, burst.chat)
    }
  }

  private func settle(_ id: PersonID, _ chat: ChatID) throws {
    let files = try transaction.looseFiles(person: id, chat: chat, now: now)
    // Asked about before anything else: what fails is not tried every second.
    try transaction.markAsked(files.map(\.id))
    guard let last = files.last, let person = try casebook.person(id) else { return }
    let isPrivate = try casebook.group(chat) == nil
    let origin = Origin(chat: chat, message: last.message, isPrivate: isPrivate)
    var situation = Situation(
      now: now, actor: Actor(person: person, teamExists: try teamExists()),
      place: isPrivate ? .privateChat(chat) : .group(chat), message: last.message,
      rules: pipeline.rules)
    // What answered a card goes into its case; the rest is asked about.
    for number in Set(files.compactMap(\.card)).sorted() {
      let answers = files.filter { $0.card == number }
      situation.evidence = answers.map(\.file)
      try settle(attach(to: number, situation), of: answers, in: origin, by: id)
      try transaction.removeLooseFiles(answers.map(\.id))
    }
    let rest = files.filter { $0.card == nil }
    situation.evidence = rest.map(\.file)
    let dialogue = try transaction.dialogue(person: id, chat: chat, now: now)
    let asked = try decided(situation, verb: nil) { _ in
      try LooseFiles.settle(
        asked: rest.count { $0.state == .asked }, dialogue: dialogue, casebook, situation)
    }
    try settle(commit(asked).decision, of: rest, in: origin, by: id)
  }

  private func settle(
    _ decision: Decision, of files: [LooseFile], in origin: Origin, by person: PersonID
  ) throws {
    try keep(decision.dialogue, person: person, chat: origin.chat)
    let used = files.filter { one in
      decision.events.contains { $0.change.files.contains(where: one.file.isSame) }
    }
    try transaction.removeLooseFiles(used.map(\.id))
    for reply in decision.replies { try send(reply, in: origin) }
  }
}

extension Pipeline {
  /// How long nothing more of a burst has come when it is spoken about.
  static let quiet: Int64 = 3

  /// Speaks about photos without words whose burst has ended.
  func settleBursts(_ turn: borrowing CommitTurn) async throws -> Committed {
    let since = clock.now().adding(seconds: -Pipeline.quiet)
    guard try await ledger.read({ try $0.hasEndedBursts(before: since) }) else {
      return Committed()
    }
    return try await commit(turn) { round in
      try round.attempt { try round.settleBursts(quietSince: since) }
    }
  }

  /// Stores what became of a try to fetch a file.
  func end(
    _ job: FetchJob, _ fetched: Fetched, _ turn: borrowing CommitTurn
  ) async throws -> Committed {
    try await commit(turn) { try $0.end(job, fetched) }
  }
}
