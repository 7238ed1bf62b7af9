import Casework
import Chat
import Ledger

/// Messages to people whom the IM does not let the bot write to.
extension Round {
  /// What the outbox keeps of it: the text for the group is rendered now, with its mention.
  func unreachable(_ kind: Reply.Unreachable) throws -> OutboxDraft.Unreachable {
    switch kind {
    case .tellAdministrators: return .tellAdministrators
    case .wait: return .wait
    case .leave: return .leave
    case .sayInGroup(let chat, let text):
      let casebook = casebook
      let rendered = Renderer(names: pipeline.names).render(text, isPrivate: false) { id in
        (try? casebook.person(id))?.accounts.first
      }
      return .sayInGroup(chat, body: OutboxBody.encode(rendered))
    }
  }

  /// Says elsewhere what a refused message was about.
  /// - Returns: False where the administrators are to be told.
  func sayOtherwise(_ entry: OutboxEntry) throws -> Bool {
    switch entry.unreachable {
    case .tellAdministrators: return false
    case .wait, .leave: return true
    case .sayInGroup(let chat, let body):
      guard try casebook.group(chat)?.bound == true else { return false }
      let draft = OutboxDraft(chat: chat, body: body, card: entry.card, at: now)
      outgoing.append(
        Outgoing(entry: try transaction.enqueue(draft), text: try OutboxBody.decode(body)))
      return true
    }
  }

  /// Somebody speaks to the bot in private: what waited for that can be said now.
  func revive(_ chat: ChatID) throws {
    for entry in try transaction.revive(chat, at: now) {
      outgoing.append(Outgoing(entry: entry, text: try OutboxBody.decode(entry.body)))
    }
  }
}

extension OutboxDraft.Unreachable {
  /// A long text has several parts: what stands for the whole is said once.
  var forLaterPart: OutboxDraft.Unreachable {
    if case .sayInGroup = self { .leave } else { self }
  }
}
