import Casework
import Chat

/// Turns our wording into the IM's rich text: persons into accounts, commands into the form that
/// works where they are read.
struct Renderer: Sendable {
  var names: Names

  func render(
    _ wording: Wording, isPrivate: Bool, account: (PersonID) -> AccountID?
  ) -> RichText {
    RichText(
      lines: wording.lines.map { line in
        line.map { span in
          switch span {
          case .plain(let text): .text(text)
          case .copied(let text): .code(text)
          // In a group a command needs its slash; in private it reads better without.
          case .typed(let text): .code(isPrivate ? text : "/" + text)
          case .mention(let person, let name):
            if let account = account(person), let id = names.local(account.text) {
              .mention(account: id, name: name)
            } else {
              .text("@\(name)")
            }
          }
        }
      })
  }
}
