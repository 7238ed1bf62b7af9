import ArgumentParser
import Foundation
import Hub
import Ledger

/// The command line.
@main
struct Liandu: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liandu",
    abstract: "联督: the bot of a joint-supervision work group.",
    version: ProgramVersion.text,
    subcommands: [
      RunCommand.self, AuditCommand.self, RebuildCommand.self, ExportCommand.self,
      DigestCommand.self, RotateKeyCommand.self, CommandsCommand.self,
      DemoCommand.self, HubCommand.self, BackupCommand.self, RestoreCommand.self,
      DoctorCommand.self, PersonsCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as SettingsError {
      leave("\(error)", ExitStatus.configuration)
    } catch let error as HubError {
      leave("\(error)", error.isSetting ? ExitStatus.configuration : ExitStatus.failed)
    } catch let error as Program.Failure {
      leave(error.description, error.exitCode)
    } catch let error as Backup.Failure {
      leave(error.description, ExitStatus.failed)
    } catch let error as LedgerError {
      leave("\(error)", ExitStatus.failed)
    } catch let code as ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      // What argument-parser throws for --help and --version is no failure.
      if exitCode(for: error).isSuccess { exit(withError: error) }
      let isUsage = exitCode(for: error) == .validationFailure
      leave(
        fullMessage(for: error), isUsage ? ExitStatus.wrongUse : ExitStatus.failed)
    }
  }

  private static func leave(_ message: String, _ code: Int32) -> Never {
    FileHandle.standardError.write(Data("liandu: \(message)\n".utf8))
    Foundation.exit(code)
  }
}

/// What every subcommand that works on a ledger takes.
struct LedgerOptions: ParsableArguments {
  @Option(name: .long, help: "A YAML file of settings; the environment (LIANDU_…) goes before it.")
  var config: String?

  func settings(needsServer: Bool, needsData: Bool = true) throws -> Settings {
    try Settings.load(
      file: config, environment: ProcessInfo.processInfo.environment, needsServer: needsServer,
      needsData: needsData)
  }
}
