/// What to do after each call of a poll loop. Pure: the clock and chance are handed in.
public struct PollPolicy: Sendable {
  /// Which call it was.
  public enum Call: Sendable {
    case identify, poll
  }

  /// How it ended.
  public enum Outcome: Sendable {
    case identified
    /// - Parameters:
    ///   - updates: how many came.
    ///   - advanced: whether the cursor is another one than the one polled from.
    ///   - took: from the request to the answer.
    ///   - hold: what was asked for.
    case batch(updates: Int, advanced: Bool, took: Duration, hold: Duration)
    case failed(ChatError)
  }

  /// What the operator should hear.
  public struct Notice: Sendable, Equatable {
    /// How pressing it is.
    public enum Level: String, Sendable {
      case info, warning
      /// Somebody has to act; it does not pass by itself.
      case alarm
    }

    public var level: Level
    public var text: String

    public init(_ level: Level, _ text: String) {
      self.level = level
      self.text = text
    }
  }

  /// What the loop does next.
  public enum Step: Sendable, Equatable {
    /// Use what came and go on at once.
    case proceed
    /// Use what came, if anything, and go on after this time.
    case wait(Duration, Notice?)
    /// Going on is pointless.
    case stop(String)
  }

  private static let emptyTooSoon: Duration = .seconds(1)
  private static let longestFloor: Duration = .seconds(30)
  private static let conflictAlarm: Duration = .seconds(60)
  private static let conflictReminder: Duration = .seconds(600)

  private var backoff = Backoff()
  private var floor: Duration = .seconds(1)
  private var conflictSince: Duration?
  private var nextConflictAlarm: Duration?

  /// As at the start of the program.
  public init() {}

  /// - Parameters:
  ///   - now: a clock that only goes forward, from any origin.
  ///   - random: evenly spread over 0..<1.
  public mutating func after(
    _ call: Call, _ outcome: Outcome, now: Duration, random: Double
  ) -> Step {
    switch outcome {
    case .identified:
      reset()
      return .proceed
    case .batch(let updates, let advanced, let took, let hold):
      reset()
      return pace(updates: updates, advanced: advanced, took: took, hold: hold)
    case .failed(.cancelled):
      return .stop("The poll was cancelled.")
    case .failed(.unauthorized(let text)) where call == .identify:
      return .stop(text)
    case .failed(.conflict(let text)):
      return conflict(text, now: now, random: random)
    case .failed(.rateLimited(let wait)):
      endConflict()
      let pause = backoff.next(retryAfter: max(wait, .seconds(1)), random: random)
      return .wait(pause, Notice(.warning, "The server limits polling; next try in \(pause)."))
    case .failed(let error):
      endConflict()
      return .wait(backoff.next(random: random), Notice(level(of: error), error.description))
    }
  }

  /// A floor under the loop: a server or proxy that answers at once with nothing, or hands out the
  /// same again and again, must not make it spin.
  private mutating func pace(
    updates: Int, advanced: Bool, took: Duration, hold: Duration
  ) -> Step {
    let isFruitless = updates == 0 ? hold > .zero && took < Self.emptyTooSoon : !advanced
    guard isFruitless else {
      floor = Self.emptyTooSoon
      return .proceed
    }
    let pause = floor
    floor = min(floor * 2, Self.longestFloor)
    let text =
      updates == 0
      ? "The server answers empty at once although it was asked to hold."
      : "The server hands out updates that do not move the cursor."
    return .wait(pause, pause == Self.emptyTooSoon ? nil : Notice(.warning, text))
  }

  /// One conflict by itself can be the ghost of our own cut connection; a lasting one is a second
  /// program with our token.
  private mutating func conflict(_ text: String, now: Duration, random: Double) -> Step {
    let pause = Duration.milliseconds(3000 + Int64(min(max(random, 0), 1) * 2000))
    guard let since = conflictSince else {
      conflictSince = now
      nextConflictAlarm = now + Self.conflictAlarm
      return .wait(pause, Notice(.warning, text))
    }
    guard let alarm = nextConflictAlarm, now >= alarm else { return .wait(pause, nil) }
    nextConflictAlarm = now + Self.conflictReminder
    let lasted = (now - since).components.seconds
    return .wait(pause, Notice(.alarm, "For \(lasted) s: \(text)"))
  }

  private func level(of error: ChatError) -> Notice.Level {
    switch error {
    case .unauthorized, .unsupported, .refused: .alarm
    default: .warning
    }
  }

  private mutating func reset() {
    backoff.reset()
    endConflict()
  }

  private mutating func endConflict() {
    conflictSince = nil
    nextConflictAlarm = nil
  }
}
