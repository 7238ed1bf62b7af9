import Casework
import Chat
import Foundation
import Ledger
import Logging

/// Asks the IM whether those who sat in a group still do: IMs tell of nobody who leaves a large group. Once
/// a day about everybody, and before what somebody says in private is heard. Only a plain no counts:
/// where the IM does not say, nothing ends.
actor RollCall: PacedService {
  static let pace = Duration.seconds(5)
  /// For so many seconds an answer holds for who speaks in private.
  static let memory: Int64 = 60
  /// The minute of the day from which everybody is asked about: before the digest.
  static let minute = 7 * 60

  let pipeline: Pipeline
  private let service: any ChatService
  private let outbox: OutboxWorker
  private let log: Logger
  /// Who was found to sit where, and when.
  private var present: [Seat: Instant] = [:]
  /// The server cannot be asked before.
  private var notBefore: Instant?
  private var isSupported = true

  private struct Seat: Hashable {
    var person: PersonID
    var account: String
    var group: ChatID
  }

  init(pipeline: Pipeline, service: any ChatService, outbox: OutboxWorker, log: Logger) {
    self.pipeline = pipeline
    self.service = service
    self.outbox = outbox
    self.log = log
  }

  /// Asks about everybody, where that is due.
  func step() async {
    let now = pipeline.clock.now()
    let day = pipeline.rules.zone.day(of: now)
    guard isSupported, pipeline.rules.zone.minuteOfDay(of: now) >= RollCall.minute,
      notBefore.map({ $0 <= now }) ?? true
    else { return }
    do {
      let mark = "\(pipeline.service) members"
      guard try await pipeline.ledger.read({ try $0.cursor(mark) }) != day.description else {
        return
      }
      for seat in try await seats({ _ in true }) {
        guard isSupported, await ask(about: seat) else { break }
      }
      // What the server cannot say now is asked again later.
      guard isSupported, notBefore == nil else { return }
      try await pipeline.ledger.transact { try $0.setCursor(mark, to: day.description) }
    } catch {
      log.error("members cannot be looked through", metadata: ["reason": "\(error)"])
    }
  }

  /// Asks about those who speak in private in a batch, before it is heard.
  func check(_ batch: UpdateBatch) async {
    let accounts = batch.updates.compactMap { update -> AccountID? in
      guard case .update(.message(let message)) = update.content, message.chat.kind == .private,
        let sender = message.sender
      else { return nil }
      return pipeline.names.account(sender.id)
    }
    let now = pipeline.clock.now()
    guard isSupported, !accounts.isEmpty, notBefore.map({ $0 <= now }) ?? true else { return }
    do {
      for seat in try await seats({ !$0.accounts.allSatisfy { !accounts.contains($0) } })
      where present[seat].map({ now >= $0.adding(seconds: RollCall.memory) || now < $0 }) ?? true {
        guard isSupported, await ask(about: seat) else { return }
      }
    } catch {
      log.error("members cannot be looked through", metadata: ["reason": "\(error)"])
    }
  }

  private func seats(_ isAsked: @escaping @Sendable (Person) -> Bool) async throws -> [Seat] {
    let names = pipeline.names
    return try await pipeline.ledger.read { snapshot in
      try snapshot.casebook(for: .everyone).people().filter(isAsked).flatMap { person in
        person.accounts.compactMap { names.local($0.text) }.prefix(1).flatMap { account in
          person.groups.map { Seat(person: person.id, account: account, group: $0) }
        }
      }
    }
  }

  /// - Returns: Whether it is worth asking on.
  private func ask(about seat: Seat) async -> Bool {
    guard let chat = pipeline.names.local(seat.group.text) else { return true }
    let now = pipeline.clock.now()
    let isMember: Bool?
    do throws(ChatError) {
      isMember = try await service.isMember(seat.account, of: chat)
      notBefore = nil
    } catch {
      switch error {
      case .unsupported:
        isSupported = false
        log.info("the server does not say who sits in a group", metadata: ["reason": "\(error)"])
        return false
      case .refused, .moved:
        isMember = nil
      case .rateLimited, .unavailable, .conflict, .unauthorized, .unreadable, .cancelled:
        notBefore = now.adding(seconds: 60)
        return false
      }
    }
    if isMember != false {
      present[seat] = now
      return true
    }
    present[seat] = nil
    do {
      try await outbox.commit { [pipeline] turn in
        try await pipeline.commit(turn) { try $0.missing(seat.person, seat.group) }
      }
    } catch {
      log.error("somebody who left cannot be recorded", metadata: ["reason": "\(error)"])
      return false
    }
    return true
  }
}
