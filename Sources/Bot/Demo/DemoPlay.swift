import Casework
import Chat
import Foundation
import Hub
import Ledger
import Logging
import Transport

/// Plays the script into a hub and a ledger: every line is said in the hub, polled over HTTP by the
/// real bot, committed, answered and sent, at the moment that the simulated clock tells.
struct DemoPlay {
  /// Something said that the bot did not answer as the story needs; names the line.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let script: DemoScript
  let place: DemoPlace
  /// When the play ends.
  let end: Instant
  let log: Logger
  /// Where the hub listens meanwhile; 0 for any. The port of later shows at once whether it is free.
  var port = 0
  /// Told after each line: how many of how many.
  var onProgress: @Sendable (Int, Int) -> Void = { _, _ in }

  func run() async throws {
    let rules = try Rules.load(Settings())
    let days = DemoDays(end: end, calendar: rules.calendar, zone: rules.zone)
    let time = SimulatedClock(days.moment(ago: DemoDays.length, minute: 8 * 60))
    let hub = try Hub(folder: place.hub, log: log, now: { time.now.milliseconds })
    let cast = try await DemoCast.enroll(script, token: place.token, in: hub)
    let server = EmbeddedHub(hub: hub, settings: HubServer.Settings(port: port), log: log)
    let port = try await server.start()
    do {
      let client = try HTTPClient(configuration: HTTPClient.Configuration(userAgent: "liandu-demo"))
      let service = OverheardService(
        BotAPI(
          client: client,
          settings: BotAPI.Settings(baseURL: "http://127.0.0.1:\(port)", token: Secret(place.token))
        ))
      try FileManager.default.createDirectory(
        atPath: place.ledger, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      let simulation = try await Simulation(
        data: place.ledger, service: service, time: time, rules: rules, log: log)
      try await Seeder(
        groups: cast.seedGroups, admins: cast.admins.map { "\($0)" }, digestAt: nil
      ).seed(simulation.pipeline, simulation.worker)
      try await play(hub, cast, simulation, service, days)
      try await simulation.close()
      await client.shutdown()
    } catch {
      await server.stop()
      throw error
    }
    try await hub.markRead(before: days.moment(ago: 0, minute: 0).milliseconds)
    await server.stop()
    try hub.close()
  }

  private func play(
    _ hub: Hub, _ cast: DemoCast, _ simulation: Simulation, _ service: OverheardService,
    _ days: DemoDays
  ) async throws {
    var stories = DemoStories(cast: cast, days: days)
    for (index, step) in script.steps.enumerated() {
      let moment = days.moment(ago: step.ago, minute: step.minute)
      // What lies ahead of the end is not said yet.
      guard moment <= end else { continue }
      try await simulation.advance(to: max(moment, simulation.time.now))
      stories.hear(service.takeSaid())
      try await hub.say(try stories.utterance(of: step))
      try await simulation.turn()
      stories.hear(service.takeSaid(), after: step)
      onProgress(index + 1, script.steps.count)
    }
    try await simulation.advance(to: max(end, simulation.time.now))
  }
}

/// The working days of the play, counted back from its last one.
struct DemoDays {
  /// The first one; about sixty days in all.
  static let length = 38

  private let days: [CivilDate]
  private let zone: Zone

  init(end: Instant, calendar: WorkCalendar, zone: Zone) {
    self.zone = zone
    let today = zone.day(of: end)
    var day = calendar.isWorkday(today) ? today : calendar.workday(before: today)
    var days = [day]
    for _ in 0..<DemoDays.length {
      day = calendar.workday(before: day)
      days.append(day)
    }
    // What is dated ahead of the play's end lies on working days to come.
    var later = days[0]
    var ahead: [CivilDate] = []
    for _ in 0..<DemoDays.length {
      later = calendar.adding(workdays: 1, to: later)
      ahead.append(later)
    }
    self.days = ahead.reversed() + days
  }

  func day(ago: Int) -> CivilDate {
    days[min(max(0, ago + DemoDays.length), days.count - 1)]
  }

  func moment(ago: Int, minute: Int) -> Instant { zone.moment(on: day(ago: ago), minute: minute) }
}
