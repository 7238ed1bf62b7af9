import Testing

@testable import Chat

@Suite struct PollPolicyTests {
  @Test("Back-off doubles from 1 s to 64 s, spread over a factor of two, and a success resets it")
  func backoff() {
    var least = Backoff()
    var most = Backoff()
    let seconds = (0..<9).map { _ in
      (least.next(random: 0).components.seconds, most.next(random: 1).components.seconds)
    }
    #expect(seconds.map(\.0) == [1, 2, 4, 8, 16, 32, 32, 32, 32])
    #expect(seconds.map(\.1) == [2, 4, 8, 16, 32, 64, 64, 64, 64])
    least.reset()
    #expect(least.next(random: 0.5) == .milliseconds(1500))
    for _ in 0..<100 { _ = least.next(random: 0) }
    #expect(least.next(random: .nan) == .seconds(32))
    #expect(least.next(random: 7) == .seconds(64))
  }

  @Test("What the server asks for wins over our own doubling, with a little on top")
  func retryAfter() {
    var backoff = Backoff()
    for _ in 0..<6 { _ = backoff.next(random: 0) }
    #expect(backoff.next(retryAfter: .seconds(3), random: 0) == .seconds(3))
    #expect(backoff.next(retryAfter: .seconds(3), random: 1) == .milliseconds(3300))
    #expect(backoff.next(retryAfter: .seconds(10_072), random: 1) == .seconds(10_074))
    #expect(backoff.next(retryAfter: .seconds(-5), random: 1) == .zero)
  }

  private struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var call: PollPolicy.Call = .poll
    var outcome: PollPolicy.Outcome
    var step: PollPolicy.Step

    var testDescription: String { name }
  }

  private static let rows = [
    Row(name: "identified", call: .identify, outcome: .identified, step: .proceed),
    Row(
      name: "updates", outcome: .batch(updates: 1, advanced: true, took: .zero, hold: .seconds(25)),
      step: .proceed),
    Row(
      name: "a hold that ran out",
      outcome: .batch(updates: 0, advanced: false, took: .seconds(25), hold: .seconds(25)),
      step: .proceed),
    Row(
      name: "an empty answer where no hold was asked for",
      outcome: .batch(updates: 0, advanced: false, took: .zero, hold: .zero), step: .proceed),
    Row(
      name: "an empty answer too soon",
      outcome: .batch(updates: 0, advanced: false, took: .milliseconds(999), hold: .seconds(25)),
      step: .wait(.seconds(1), nil)),
    Row(
      name: "the same updates again",
      outcome: .batch(updates: 3, advanced: false, took: .seconds(2), hold: .seconds(25)),
      step: .wait(.seconds(1), nil)),
    Row(
      name: "401 at getMe", call: .identify, outcome: .failed(.unauthorized("wrong token")),
      step: .stop("wrong token")),
    Row(
      name: "401 later", outcome: .failed(.unauthorized("revoked")),
      step: .wait(.milliseconds(1500), .init(.alarm, "revoked"))),
    Row(
      name: "no network at getMe", call: .identify,
      outcome: .failed(.unavailable("no route.", delivery: .notSent)),
      step: .wait(.milliseconds(1500), .init(.warning, "no route. Nothing was sent."))),
    Row(
      name: "500", outcome: .failed(.unavailable("500", delivery: .unknown)),
      step: .wait(.milliseconds(1500), .init(.warning, "500"))),
    Row(
      name: "garbage", outcome: .failed(.unreadable("no answer")),
      step: .wait(.milliseconds(1500), .init(.warning, "no answer"))),
    Row(
      name: "404 later", outcome: .failed(.unsupported("no getUpdates")),
      step: .wait(.milliseconds(1500), .init(.alarm, "no getUpdates"))),
    Row(
      name: "429", outcome: .failed(.rateLimited(retryAfter: .seconds(7))),
      step: .wait(
        .milliseconds(7350), .init(.warning, "The server limits polling; next try in 7.35 seconds.")
      )
    ),
    Row(
      name: "409", outcome: .failed(.conflict("two pollers")),
      step: .wait(.seconds(4), .init(.warning, "two pollers"))),
    Row(
      name: "cancelled", outcome: .failed(.cancelled), step: .stop("The poll was cancelled.")),
  ]

  @Test("Each outcome has its step", arguments: rows)
  private func steps(row: Row) {
    var policy = PollPolicy()
    #expect(policy.after(row.call, row.outcome, now: .zero, random: 0.5) == row.step)
  }

  @Test("The floor under empty answers doubles to 30 s, and an update lifts it")
  func floor() {
    var policy = PollPolicy()
    let empty = PollPolicy.Outcome.batch(
      updates: 0, advanced: false, took: .milliseconds(3), hold: .seconds(25))
    var waits: [Duration] = []
    for _ in 0..<7 {
      if case .wait(let wait, _) = policy.after(.poll, empty, now: .zero, random: 0) {
        waits.append(wait)
      }
    }
    #expect(waits == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
    let full = PollPolicy.Outcome.batch(
      updates: 1, advanced: true, took: .zero, hold: .seconds(25))
    #expect(policy.after(.poll, full, now: .zero, random: 0) == .proceed)
    #expect(policy.after(.poll, empty, now: .zero, random: 0) == .wait(.seconds(1), nil))
  }

  @Test("A lasting conflict is told at once, then as an alarm after 60 s, then every 10 minutes")
  func conflict() {
    var policy = PollPolicy()
    var notices: [(Int, PollPolicy.Notice.Level)] = []
    for second in stride(from: 100, through: 1400, by: 4) {
      let step = policy.after(
        .poll, .failed(.conflict("two")), now: .seconds(second), random: 0.25)
      guard case .wait(.milliseconds(3500), let notice) = step else {
        Issue.record("\(step)")
        return
      }
      if let notice { notices.append((second, notice.level)) }
    }
    #expect(notices.map(\.0) == [100, 160, 760, 1360])
    #expect(notices.map(\.1) == [.warning, .alarm, .alarm, .alarm])
    _ = policy.after(.poll, .failed(.unreadable("x")), now: .seconds(1404), random: 0)
    #expect(
      policy.after(.poll, .failed(.conflict("two")), now: .seconds(1408), random: 0)
        == .wait(.seconds(3), .init(.warning, "two")))
  }

  @Test("Failures lengthen the wait until something succeeds")
  func failures() {
    var policy = PollPolicy()
    let failure = PollPolicy.Outcome.failed(.unavailable("x", delivery: .unknown))
    func wait() -> Duration? {
      guard case .wait(let wait, _) = policy.after(.poll, failure, now: .zero, random: 0) else {
        return nil
      }
      return wait
    }
    #expect([wait(), wait(), wait()] == [.seconds(1), .seconds(2), .seconds(4)])
    _ = policy.after(
      .poll, .batch(updates: 0, advanced: false, took: .seconds(25), hold: .seconds(25)),
      now: .zero, random: 0)
    #expect(wait() == .seconds(1))
  }
}
