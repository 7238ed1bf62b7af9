import Casework
import Foundation
import Hub
import Transport

/// The hub's folder and store, and whether it answers.
struct HubChecks {
  let settings: HubSettings
  let now: Instant

  func all(isOnline: Bool) async -> [Check] {
    var checks = FolderChecks.all(
      settings.data, private: ["files"], files: ["hub.sqlite", "hub.sqlite-wal", "hub.sqlite-shm"]
    )
    .map { check in
      var check = check
      check.check = "hub " + check.check
      return check
    }
    checks.append(store())
    if isOnline { checks.append(await answers()) }
    return checks
  }

  private func store() -> Check {
    let path = settings.data + "/hub.sqlite"
    guard FileManager.default.fileExists(atPath: path) else {
      return .ok("hub store", "none yet; the first start creates it")
    }
    do {
      let found = try HubInspection.of(path)
      guard found.isSound else {
        return .fail(
          "hub store", "SQLite finds damage in \(path)", "Stop the hub and restore a backup.")
      }
      guard let oldest = found.oldestUpdate else {
        return .ok("hub store", "sound; \(found.messages) messages, nothing waits for a bot")
      }
      let age = max(0, (now.milliseconds - oldest) / 1000)
      let text = "\(found.updates) updates wait for their bot, the oldest for \(age) s"
      return age > 300
        ? .warn("hub store", text, "Look whether the bot runs and polls with the hub's token.")
        : .ok("hub store", text)
    } catch {
      return .fail("hub store", "\(path): \(error)", "Look at the folder's rights and the disk.")
    }
  }

  private func answers() async -> Check {
    let host =
      settings.server.host.contains(":") ? "[\(settings.server.host)]" : settings.server.host
    let address = "http://\(host):\(settings.server.port)/healthz"
    var configuration = HTTPClient.Configuration()
    configuration.proxy = .none
    do {
      let client = try HTTPClient(configuration: configuration)
      let answer = try await client.send(
        HTTPRequest("healthz", url: Secret(address), timeout: .seconds(10)))
      await client.shutdown()
      return answer.status == 200
        ? .ok("hub page", "\(address) answers")
        : .fail("hub page", "\(address) answers \(answer.status)", "Look at the hub's log.")
    } catch {
      return .warn(
        "hub page", "\(address) does not answer", "Start it: systemctl start liandu-hub")
    }
  }
}
