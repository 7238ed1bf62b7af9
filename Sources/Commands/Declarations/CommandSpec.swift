import Casework

/// The one declaration of a command. Parser, permission, help text, documentation and the IM's
/// menu all come from it.
public struct CommandSpec: Sendable {
  /// A part the command cannot do without, and the question for it.
  public struct Part: Sendable {
    /// 编号, 内容, 姓名 …: stands in the usage line.
    public var name: String
    public var question: String

    init(_ name: String, ask question: String) {
      self.name = name
      self.question = question
    }
  }

  public var verb: Verb
  /// The Chinese form, shown everywhere.
  public var name: String
  /// Other Chinese forms.
  public var aliases: [String]
  /// English and initials; the first is the IM's menu name (a–z).
  public var latin: [String]
  public var summary: String
  /// What follows the name, as help shows it: 编号 姓名 [期限:…].
  public var usage: String
  public var parts: [Part]
  /// One complete line that does what the summary says.
  public var example: String
  /// Reads only: may be offered where nothing is written on a guess, and takes several numbers.
  public var reads: Bool { verb.isLookup }
  /// Whether its text begins with the number of a case.
  var takesCase: Bool { usage.hasPrefix("编号") || usage.hasPrefix("[编号") || verb == .undo }
  /// Who may, from the one access policy.
  public var permission: Permission { AccessPolicy.permission(for: verb) }

  /// Every form that names the command.
  public var allNames: [String] { [name] + aliases + latin }

  init(
    _ verb: Verb, _ name: String, aliases: [String] = [], latin: [String], _ summary: String,
    usage: String = "", parts: [Part] = [], example: String
  ) {
    self.verb = verb
    self.name = name
    self.aliases = aliases
    self.latin = latin
    self.summary = summary
    self.usage = usage
    self.parts = parts
    self.example = example
  }
}
