import Casework
import Transport

/// Everything an operator can set. Read once at the start; nothing else reads the environment.
struct Settings: Sendable {
  /// The folder of the ledger; created.
  var data = ""
  var baseURL = ""
  var token = Secret("")
  /// The files that token and master key were read from, where they came from files.
  var tokenFile: String?
  var keyFile: String?
  var groups: [SeedGroup] = []
  var admins: [String] = []
  var zone = Zone.shanghai
  /// The minute of the daily digest; nil: not said, 08:30 holds.
  var digestAt: Int?
  /// 对人: whether contents may be sealed here once two people asked for it.
  var sealsPersons = false
  /// The service is inside the network.
  var intranet = false
  /// The master key that restricted records are sealed with.
  var masterKey: Secret?
  /// A procedure table instead of the embedded one.
  var procedure: String?
  /// Words that a district adds to the rule on persons.
  var personsTable: String?
  /// A calendar instead of the embedded one.
  var calendar: String?
  /// A PEM file of authorities taken instead of the system's.
  var certificateAuthority: String?
  var proxy: Secret?
  /// Seconds a poll may be held.
  var hold = 30
  /// Where the health page listens; nil: no port is opened.
  var healthListen: ListenAddress?
  var logLevel = "info"

  /// A work group named by the environment; the ledger holds what becomes of it.
  struct SeedGroup: Sendable, Equatable {
    var id: String
    var kind: Group.Kind
  }
}

/// A setting that cannot be used: its name, what was expected, an example.
struct SettingsError: Error, CustomStringConvertible {
  var key: String
  var problem: String
  var expected: String
  var example: String

  var description: String {
    "\(key): \(problem). Expected \(expected). Example: \(example)"
  }
}
