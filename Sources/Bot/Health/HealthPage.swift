import Casework
import Hub
import Ledger

/// What the bot's health page says, as text.
struct HealthPage: Sendable {
  let health: Health
  let ledger: Ledger
  let clock: Clock
  /// How long an answered poll counts: the hold, and the longest pause after a failure.
  let patience: Duration

  init(health: Health, ledger: Ledger, clock: Clock, hold: Int) {
    self.health = health
    self.ledger = ledger
    self.clock = clock
    patience = .seconds(hold + 90)
  }

  /// Why the bot is not well, in one line; nil where it is.
  func trouble() async -> String? {
    let state = health.state
    if !state.canStore { return "the ledger could not be written; see the log" }
    do {
      _ = try await ledger.read { try $0.lastAlive() }
    } catch {
      return "the ledger cannot be read; see the log"
    }
    guard let last = state.lastPoll else { return "no poll was answered since the start" }
    let ago = ContinuousClock.now - last
    guard ago <= patience else {
      return "the last answered poll is \(ago.components.seconds) s ago; see the log"
    }
    return nil
  }

  /// The figures for Prometheus.
  func metrics() async throws -> String {
    let state = health.state
    let gauges = try await ledger.read { try $0.gauges() }
    var page = MetricsText()
    page.add(
      "liandu_build_info", .gauge, "The program's version.",
      MetricsText.Sample(1, ("version", ProgramVersion.text)))
    page.add(
      "liandu_ledger_writable", .gauge, "1 where the last commit succeeded.",
      MetricsText.Sample(state.canStore ? 1 : 0))
    addPolling(state, to: &page)
    addOutbox(state, gauges, to: &page)
    page.add(
      "liandu_inbox_messages", .gauge, "Messages taken from the IM.",
      MetricsText.Sample(gauges.inbox))
    page.add(
      "liandu_ledger_entries", .gauge, "Entries of the open chain.",
      MetricsText.Sample(gauges.entries))
    page.add(
      "liandu_fetches_pending", .gauge, "Files still to be fetched.",
      MetricsText.Sample(gauges.fetchesPending))
    page.add(
      "liandu_files_fetched_total", .counter, "Files fetched since the start.",
      MetricsText.Sample(state.fetched))
    page.add(
      "liandu_last_digest_timestamp_seconds", .gauge, "When a digest was last queued.",
      gauges.lastDigest.map { MetricsText.Sample(milliseconds: $0.milliseconds) })
    page.add(
      "liandu_errors_total", .counter, "Errors since the start, by what was done and their kind.",
      state.errors.sorted { $0.key < $1.key }.map {
        MetricsText.Sample($0.value, ("task", $0.key.task.rawValue), ("kind", $0.key.kind))
      })
    return page.text
  }

  private func addPolling(_ state: Health.State, to page: inout MetricsText) {
    page.add(
      "liandu_polls_total", .counter, "Polls answered since the start.",
      MetricsText.Sample(state.polls))
    page.add(
      "liandu_updates_total", .counter, "Updates taken since the start.",
      MetricsText.Sample(state.updates))
    page.add(
      "liandu_last_poll_timestamp_seconds", .gauge, "When a poll was last answered.",
      state.lastPollAt.map { MetricsText.Sample(milliseconds: $0.milliseconds) })
  }

  private func addOutbox(
    _ state: Health.State, _ gauges: LedgerGauges, to page: inout MetricsText
  ) {
    page.add(
      "liandu_outbox_pending", .gauge, "Messages that wait to be sent.",
      MetricsText.Sample(gauges.outboxPending))
    let age = gauges.outboxOldest.map {
      max(0, clock.now().milliseconds - $0.milliseconds)
    }
    page.add(
      "liandu_outbox_oldest_age_seconds", .gauge, "How long the oldest of them waits; 0 for none.",
      MetricsText.Sample(milliseconds: age ?? 0))
    page.add(
      "liandu_outbox_parked", .gauge, "Messages that wait until their receiver is heard from.",
      MetricsText.Sample(gauges.outboxParked))
    page.add(
      "liandu_outbox_given_up", .gauge, "Messages the IM refused for good, as the ledger has them.",
      MetricsText.Sample(gauges.outboxGivenUp))
    page.add(
      "liandu_messages_sent_total", .counter, "Messages the IM confirmed since the start.",
      MetricsText.Sample(state.sent))
    page.add(
      "liandu_send_retries_total", .counter, "Sends put off since the start.",
      MetricsText.Sample(state.retried))
    page.add(
      "liandu_sends_refused_total", .counter, "Sends refused for good since the start.",
      MetricsText.Sample(state.givenUp))
  }
}
