import Casework
import Testing

@testable import Commands

/// What is held back by itself is held back with harmless words around it, too.
@Suite("An accusation among harmless words")
struct AccusationInPartTests {
  @Test(
    "a request, a term, fields and other sentences change nothing",
    arguments: [
      "窗口小刘说不塞钱就排最后，请尽快核实", "道路不平、路灯不亮。窗口小刘说不塞钱就排最后。井盖缺失", "窗口小刘说不塞钱就排最后，9月30日前整改",
      "护士长把病人的陪护费抽成，请民政局10月20日前反馈", "书记点名要用某家的苗木，建议下周现场看一下", "窗口小刘说不塞钱就排最后 责任：民政局 期限：10月20日",
    ])
  func held(_ text: String) throws {
    #expect(try Heard.group("/线索 \(text)").map(\.refusal) == [.accusation], "\(text)")
  }

  @Test(
    "steps against somebody that are not published are held back, whoever is meant",
    arguments: [
      "城投那边要立案了，先别外传", "听说处分快下来了，人还在岗", "专案组下周到粮库，内部消息", "住建局有人被谈话，还没公布",
    ])
  func keptQuiet(_ text: String) throws {
    #expect(try Heard.group("/线索 \(text)").map(\.refusal) == [.accusation], "\(text)")
  }
}
