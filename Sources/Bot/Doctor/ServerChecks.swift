import Casework
import Foundation
import Transport

/// The server as the bot would meet it: connection, token, clock, webhook, groups.
struct ServerChecks {
  let settings: Settings
  let clock: Clock

  /// - Parameter groups: The groups that the ledger has bound; nil for those of the settings.
  func all(groups: [ChatID]?) async -> [Check] {
    let client: HTTPClient
    do {
      client = try HTTPClient(configuration: settings.client)
    } catch {
      return [.fail("connection", "\(error)", "Look at LIANDU_CA_FILE and LIANDU_PROXY.")]
    }
    let server = DoctorServer(client: client, settings: settings)
    let checks = await all(server, groups: groups)
    await client.shutdown()
    return checks
  }

  private func all(_ server: DoctorServer, groups: [ChatID]?) async -> [Check] {
    let before = clock.now()
    let answer: DoctorServer.Answer
    do {
      answer = try await server.call("getMe")
    } catch {
      return [connection(error)]
    }
    let after = clock.now()
    var checks = [Check.ok("connection", "\(settings.baseURL) answers (\(answer.status))")]
    checks.append(time(answer.date, between: before, and: after))
    checks.append(token(answer))
    guard answer.isOK, let id = (answer.result?["id"] as? NSNumber)?.int64Value else {
      return checks
    }
    if answer.result?["can_read_all_group_messages"] as? Bool == false {
      checks.append(
        .warn(
          "privacy", "in groups the bot sees only what is addressed to it",
          "Switch the IM's privacy mode off, or make the bot an administrator of the group."))
    }
    if let check = await webhook(server) { checks.append(check) }
    let chats = groups.map { $0.compactMap { Names(service: "botapi").local($0.text) } }
    checks.append(await members(server, chats ?? settings.groups.map(\.id), bot: id))
    return checks
  }

  /// What hinders, told apart in words.
  private func connection(_ error: TransportError) -> Check {
    let words =
      switch error.kind {
      case .resolve: "the server's name is not known (DNS)"
      case .connect: "nobody accepts the connection (refused, or no way there)"
      case .tls: "TLS failed (certificate, authority, or this machine's clock)"
      case .timeout: "no answer in time (a firewall that drops, or a server that hangs)"
      case .cut: "the connection was cut"
      case .malformed: "what answers there is no HTTP"
      default: "the server cannot be asked"
      }
    return .fail("connection", "\(settings.baseURL): \(words)", "\(error)")
  }

  private func token(_ answer: DoctorServer.Answer) -> Check {
    switch answer.status {
    case 200 where answer.isOK:
      let name = answer.result?["username"] as? String
      return .ok("token", "the server knows the bot\(name.map { " as @\($0)" } ?? "")")
    case 401, 403, 404:
      return .fail(
        "token", "the server refuses the token (\(answer.status))",
        "Have a new one made, put it where the old one was, and look at LIANDU_BASE_URL.")
    case 429:
      return .warn("token", "the server limits requests (429)", "Look again in a minute.")
    case 500...:
      return .fail("token", "the server is in trouble (\(answer.status))", "Look again later.")
    default:
      return .fail(
        "token", "the answer (\(answer.status)) is none of a Bot API server",
        "Look at LIANDU_BASE_URL; a portal or proxy may stand before it.")
    }
  }

  /// Terms, reminders and TLS hang on this machine's clock.
  private func time(_ header: String?, between before: Instant, and after: Instant) -> Check {
    guard let header, let server = HTTPDate.parse(header) else {
      return .ok("clock", "the server does not tell its time")
    }
    // The header counts whole seconds; the answer was made some time between the two moments.
    let early = before.milliseconds / 1000 - (server + 1)
    let late = server - (after.milliseconds / 1000 + 1)
    if early > 30 {
      return .warn("clock", "is \(early) s ahead of the server's", Self.advice)
    }
    if late > 30 { return .warn("clock", "is \(late) s behind the server's", Self.advice) }
    return .ok("clock", "agrees with the server's within 30 s")
  }

  private static let advice =
    "Let the system keep time: timedatectl set-ntp true (systemd-timesyncd or chrony)."

  private func webhook(_ server: DoctorServer) async -> Check? {
    guard let answer = try? await server.call("getWebhookInfo"), answer.isOK,
      let url = answer.result?["url"] as? String
    else { return nil }
    guard !url.isEmpty else { return .ok("webhook", "none is set; the bot may poll") }
    return .fail(
      "webhook", "one is set, so that the server refuses polls",
      "Call deleteWebhook with this token, or have a token of its own made for this bot.")
  }

  private func members(_ server: DoctorServer, _ chats: [String], bot: Int64) async -> Check {
    guard !chats.isEmpty else {
      return .warn(
        "groups", "no work group is bound",
        "Name one in LIANDU_GROUPS, or write /绑定 in the group as an administrator.")
    }
    var away: [String] = []
    for chat in chats.prefix(50) {
      guard let answer = try? await server.call("getChat", ["chat_id": chat]) else { continue }
      guard answer.isOK else {
        // A server that lacks the method says nothing about the group.
        if [400, 403].contains(answer.status) { away.append(chat) }
        continue
      }
      let member = try? await server.call(
        "getChatMember", ["chat_id": chat, "user_id": "\(bot)"])
      if let status = member?.result?["status"] as? String, ["left", "kicked"].contains(status) {
        away.append(chat)
      }
    }
    guard away.isEmpty else {
      return .fail(
        "groups", "the bot is not in \(away.joined(separator: ", "))",
        "Add it to the group again, or unbind the group.")
    }
    return .ok("groups", "the bot is in \(chats.count) work group\(chats.count == 1 ? "" : "s")")
  }
}
