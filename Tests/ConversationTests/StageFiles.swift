import Chat
import Crypto
import Foundation
import Synchronization

@testable import Bot

/// A file that a member of the stage attaches.
struct StageFile {
  var kind: Attachment.Kind
  var name: String?
  var size: Int64?
  /// The IM shows it and then does not have it.
  var isGone = false
}

extension Stage {
  /// `照片 3`, `相册 3 甲`, `文件 台账.xlsx`, `照片 没了`, `语音`, `位置`: what the next message carries. Each
  /// photo is a message of its own; those of an album share its name.
  func carry(_ words: [String]) throws {
    let rest = words.dropFirst()
    let count = rest.compactMap { Int($0) }.first ?? 1
    let isGone = rest.contains("没了")
    switch words[0] {
    case "照片": carry([StageFile](repeating: StageFile(kind: .photo, isGone: isGone), count: count))
    case "相册":
      carry(
        [StageFile](repeating: StageFile(kind: .photo, isGone: isGone), count: count),
        album: rest.last { Int($0) == nil } ?? "册")
    case "视频": carry([StageFile(kind: .video, isGone: isGone)])
    case "文件":
      let size = rest.last.flatMap { word in
        word.hasSuffix("MB") ? Int64(word.dropLast(2)).map { $0 << 20 } : nil
      }
      carry([StageFile(kind: .document, name: rest.first, size: size)])
    case "语音": carry([StageFile(kind: .voice)])
    case "位置": carry([StageFile(kind: .location)])
    case "贴图": carry([StageFile(kind: .sticker)])
    case "转发聊天记录": carry([StageFile(kind: .chatRecord)])
    default: throw Mismatch(description: "nothing to carry: \(words)")
    }
  }

  /// `存盘 3`: so many files lie in the folder, each under its own SHA-256.
  func expectFiles(_ words: [String]) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/files")
    for name in names {
      let path = folder.path + "/files/" + name
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      guard Digest.hexadecimal(SHA256.hash(data: bytes)) == name else {
        throw Mismatch(description: "\(name) holds something else")
      }
    }
    guard words.first == "\(names.count)" else {
      throw Mismatch(description: "expected \(words) files, found \(names.count)")
    }
  }
}

extension StageService {
  /// Takes a file in and gives it a reference.
  func attach(_ file: StageFile) -> Attachment {
    state.withLock { state in
      let reference = "f\(state.nextFile)"
      state.nextFile += 1
      if !file.isGone { state.files[reference] = Data("第\(reference)号文件".utf8) }
      return Attachment(
        kind: file.kind, reference: reference, uniqueReference: "u" + reference, name: file.name,
        size: file.size)
    }
  }
}
