import CResources
import Casework
import Foundation
import Hub

/// What the play knows while it goes on: the number of each story's case, and the bot's last word about
/// it in each place.
struct DemoStories {
  let cast: DemoCast
  let days: DemoDays
  /// By story.
  private(set) var numbers: [String: String] = [:]
  /// What the bot said, by chat, newest last.
  private var said: [String: [OverheardService.Said]] = [:]

  init(cast: DemoCast, days: DemoDays) {
    self.cast = cast
    self.days = days
  }

  mutating func hear(_ heard: [OverheardService.Said], after step: DemoScript.Step? = nil) {
    for one in heard { said[one.chat, default: []].append(one) }
    guard let step, numbers[step.story] == nil else { return }
    for one in heard {
      if let match = one.text.firstMatch(of: /^已登记，([0-9]+)号：/) {
        numbers[step.story] = String(match.1)
        return
      }
    }
  }

  /// The step as it is said, its placeholders filled in.
  /// - Throws: `DemoPlay.Failure` where the case it is about was never registered.
  func utterance(of step: DemoScript.Step) throws -> Hub.Utterance {
    guard let person = cast.people[step.speaker] else {
      throw DemoPlay.Failure(description: "\(step.story): \(step.speaker) is not in the cast")
    }
    let chat: Int64? =
      switch step.place {
      case .group: cast.group
      case .inner: cast.inner
      case .private: nil
      }
    var utterance = Hub.Utterance(
      person: person, chat: chat, bot: cast.bot, text: try filled(step))
    if step.answersBot { utterance.replyTo = answered(in: "\(chat ?? person)", step.story) }
    if let name = step.picture, let bytes = DemoPicture.bytes(named: name) {
      utterance.picture = (name: "\(name).jpg", bytes: bytes)
    }
    return utterance
  }

  private func filled(_ step: DemoScript.Step) throws -> String {
    var text = step.text
    for match in step.text.matches(of: /\{号(?::([^}]+))?\}/) {
      let story = match.1.map(String.init) ?? step.story
      guard let number = numbers[story] else {
        throw DemoPlay.Failure(description: "\(story): no case was registered, for “\(step.text)”")
      }
      text = text.replacing(String(match.0), with: number)
    }
    for match in step.text.matches(of: /\{\+([0-9]+)\}/) {
      guard let count = Int(match.1) else { continue }
      let day = days.day(ago: step.storyAgo - count)
      text = text.replacing(String(match.0), with: "\(day.month)月\(day.day)日")
    }
    return text
  }

  /// The bot's last message in that chat about the story's case.
  private func answered(in chat: String, _ story: String) -> Int64? {
    guard let number = numbers[story] else { return nil }
    return said[chat]?.last { $0.text.contains("\(number)号") }.flatMap { Int64($0.id) }
  }
}

/// The pictures that the script names.
enum DemoPicture {
  /// In the order of the embedded files.
  static let names = [
    "停车场", "监控", "电梯", "公厕", "人行道", "消防通道", "夜市", "栏杆", "标线", "河道", "路灯", "村道", "管网",
    "窗口", "厨房", "标识牌", "工地",
  ]

  static func bytes(named name: String) -> [UInt8]? {
    guard let index = names.firstIndex(of: name) else { return nil }
    let resource = cresource_demo_picture(index)
    // The bytes are constants of the binary: they live as long as the process and never change.
    return Array(UnsafeBufferPointer(start: resource.bytes, count: resource.length))
  }
}
