import ArgumentParser
import Commands
import Foundation

struct CommandsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commands",
    abstract: "Print the reference page of the command language (Chinese, Markdown).")

  @Option(help: "Renew the reference part of this manual instead, between its two marks.")
  var manual: String?

  func run() throws {
    guard let manual else {
      print(Catalogue.reference, terminator: "")
      return
    }
    guard let page = try? String(contentsOfFile: manual, encoding: .utf8),
      let renewed = Catalogue.manual(from: page)
    else {
      throw ValidationError("\(manual) is no manual with a marked reference part.")
    }
    try renewed.write(toFile: manual, atomically: true, encoding: .utf8)
  }
}
