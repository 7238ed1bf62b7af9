import Casework
import Chat

/// Turns our wording into the IM's rich text: persons into accounts, commands into the form that
/// works where they are read. Every text that goes out comes through here, and loses what nobody would
/// see.
struct Renderer: Sendable {
  var names: Names

  func render(
    _ wording: Wording, isPrivate: Bool, account: (PersonID) -> AccountID?
  ) -> RichText {
    RichText(
      lines: wording.lines.map { line in
        line.map { span in
          switch span {
          case .plain(let text): .text(Sanitizer.shown(text))
          case .copied(let text): .code(Sanitizer.shown(text))
          // In a group a command needs its slash; in private it reads better without.
          case .typed(let text): .code(Sanitizer.shown(isPrivate ? text : "/" + text))
          case .mention(let person, let name):
            if let account = account(person), let id = names.local(account.text) {
              .mention(account: id, name: Sanitizer.shown(name))
            } else {
              .text(Sanitizer.shown("@\(name)"))
            }
          }
        }
      })
  }
}
