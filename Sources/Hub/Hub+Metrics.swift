import GRDB
import Logging

/// How the hub fares. Served on an address of its own, never on the pages' one: behind a proxy nobody
/// could tell who asks. No name, no text, no room.
extension Hub {
  /// Why the hub is not well, in one line; nil where it is.
  public func trouble() async -> String? {
    do {
      _ = try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM bots") }
      return nil
    } catch {
      log.error("the store cannot be read", metadata: ["reason": "\(type(of: error))"])
      return "the store cannot be read; see the log"
    }
  }

  /// The figures for Prometheus; nil where the store cannot be read.
  public func metrics() async -> String? {
    struct Figures: Sendable {
      var bots: [(id: Int64, pending: Int, oldest: Int64?)]
      var messages: Int
      var files: Int
    }
    let figures: Figures
    do {
      figures = try await store.read { db in
        let rows = try Row.fetchAll(
          db,
          sql: """
            SELECT bots.id, count(updates.number), min(updates.at)
            FROM bots LEFT JOIN updates ON updates.bot = bots.id GROUP BY bots.id ORDER BY bots.id
            """)
        return Figures(
          bots: rows.map { ($0[0], $0[1], $0[2]) },
          messages: try Int.fetchOne(db, sql: "SELECT count(*) FROM messages") ?? 0,
          files: try Int.fetchOne(db, sql: "SELECT count(*) FROM files") ?? 0)
      }
    } catch {
      log.error("the store cannot be read", metadata: ["reason": "\(type(of: error))"])
      return nil
    }
    let now = now()
    var page = MetricsText()
    page.add(
      "liandu_hub_updates_pending", .gauge, "Updates a bot has still to fetch.",
      figures.bots.map { MetricsText.Sample($0.pending, ("bot", "\($0.id)")) })
    page.add(
      "liandu_hub_updates_oldest_age_seconds", .gauge,
      "How long the oldest of them waits; 0 for none.",
      figures.bots.map { bot in
        MetricsText.Sample(
          milliseconds: bot.oldest.map { max(0, now - $0) } ?? 0, ("bot", "\(bot.id)"))
      })
    page.add(
      "liandu_hub_pages_open", .gauge, "Pages that are open.",
      MetricsText.Sample(await pages.count))
    page.add(
      "liandu_hub_polls_held", .gauge, "Polls that are held.",
      MetricsText.Sample(await doorbell.held))
    page.add(
      "liandu_hub_messages", .gauge, "Messages in the store.", MetricsText.Sample(figures.messages))
    page.add(
      "liandu_hub_files", .gauge, "Files in the store.", MetricsText.Sample(figures.files))
    page.add(
      "liandu_hub_errors_total", .counter,
      "Errors since the start: the Bot API's by their code, the hub's own by their place.",
      // 429 stands there from the start, so that its growth can be watched.
      counters.all.merging(["429": 0]) { count, _ in count }.sorted { $0.key < $1.key }
        .map { MetricsText.Sample($0.value, ("kind", $0.key)) })
    return page.text
  }
}
