import ArgumentParser
import Commands

struct CommandsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commands",
    abstract: "Print the reference page of the command language (Chinese, Markdown).")

  func run() {
    print(Catalogue.reference, terminator: "")
  }
}
