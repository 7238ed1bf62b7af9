import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a call was given, however it came: query, form, JSON or multipart.
struct Parameters: Sendable {
  /// A file that came with the call; it lies in the store already.
  struct Upload: Sendable {
    var file: HubFile
    var isPicture: Bool
  }

  private var values: [String: JSON] = [:]
  private(set) var uploads: [String: Upload] = [:]

  static let maximumBody = 1024 * 1024
  static let maximumFile: Int64 = 50 * 1024 * 1024
  /// Of all files of one request.
  static let maximumFiles: Int64 = 100 * 1024 * 1024

  subscript(_ name: String) -> JSON? { values[name] }

  func text(_ name: String) -> String? { values[name]?.text }
  func int(_ name: String) -> Int64? { values[name]?.int }

  /// The chat a call names.
  func chat() throws(BotAPIError) -> Int64 {
    guard let value = values["chat_id"] else { throw .bad("chat_id is empty") }
    guard let chat = value.int else { throw .bad("chat not found") }
    return chat
  }

  /// Reads a request's parameters; files go into the store as they come, where one is given.
  /// - Parameter uploads: How many files may come.
  static func read(
    _ request: Request, files: FileStore?, uploads: Int = 1
  ) async throws -> Parameters {
    var parameters = Parameters()
    // Clients write a query as they write a form, a blank as +.
    parameters.read(form: request.uri.query ?? "")
    let type = request.headers[.contentType] ?? ""
    let bare = type.split(separator: ";").first.map { $0.lowercased() } ?? ""
    switch bare {
    case "multipart/form-data":
      guard let files else { throw BotAPIError.bad("no files are taken here") }
      try await parameters.readMultipart(request, type, files, atMost: uploads)
    case "application/json":
      let body = try await collect(request)
      if body.isEmpty { break }
      guard case .object(let members)? = try? JSONDecoder().decode(JSON.self, from: body) else {
        throw BotAPIError.bad("can't parse JSON object")
      }
      parameters.values.merge(members) { _, new in new }
    case "application/x-www-form-urlencoded":
      parameters.read(form: String(decoding: try await collect(request), as: UTF8.self))
    default: break
    }
    return parameters
  }

  private mutating func read(form: String) {
    for pair in form.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Parameters.decoded(parts[0]) else { continue }
      values[name] = .string(parts.count > 1 ? Parameters.decoded(parts[1]) ?? "" : "")
    }
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }

  private static func collect(_ request: Request) async throws -> Data {
    do {
      let buffer = try await request.body.collect(upTo: maximumBody)
      return Data(buffer.readableBytesView)
    } catch {
      throw BotAPIError(code: 413, description: "Request Entity Too Large")
    }
  }

  private mutating func readMultipart(
    _ request: Request, _ type: String, _ files: FileStore, atMost count: Int
  ) async throws {
    var parser: MultipartParser
    do {
      parser = try MultipartParser(contentType: type)
    } catch {
      throw BotAPIError.bad("can't parse multipart form: \(error)")
    }
    var reader = PartReader(files: files, maximum: count)
    do {
      // What stands before the first part and behind the last counts too.
      var left = Parameters.maximumFiles + Int64(Parameters.maximumBody)
      for try await buffer in request.body {
        left -= Int64(buffer.readableBytes)
        guard left >= 0 else {
          throw BotAPIError(code: 413, description: "Request Entity Too Large")
        }
        for event in try parser.feed(buffer.readableBytesView) { try reader.take(event) }
      }
      try parser.finish()
    } catch let error as MultipartParser.Malformed {
      reader.dropOpen()
      throw BotAPIError.bad("can't parse multipart form: \(error)")
    } catch {
      reader.dropOpen()
      throw error
    }
    values.merge(reader.fields.mapValues(JSON.string)) { _, new in new }
    uploads = reader.uploads
  }
}

/// Takes the events of a multipart body: fields into memory, files into the store.
private struct PartReader {
  let files: FileStore
  let maximum: Int
  private(set) var fields: [String: String] = [:]
  private(set) var uploads: [String: Parameters.Upload] = [:]
  private var part: MultipartParser.Part?
  private var field: [UInt8] = []
  private var incoming: FileStore.Incoming?
  private var total = 0
  private var received: Int64 = 0

  init(files: FileStore, maximum: Int) {
    self.files = files
    self.maximum = maximum
  }

  mutating func take(_ event: MultipartParser.Event) throws {
    switch event {
    case .begin(let part):
      self.part = part
      field = []
      guard part.fileName != nil else { return }
      guard uploads.count < maximum else { throw BotAPIError.bad("too many files") }
      incoming = try files.begin()
    case .data(let bytes):
      if incoming != nil {
        try incoming?.write(bytes)
        received += Int64(bytes.count)
        guard let size = incoming?.size, size <= Parameters.maximumFile,
          received <= Parameters.maximumFiles
        else {
          throw BotAPIError(code: 413, description: "Request Entity Too Large")
        }
      } else {
        total += bytes.count
        guard total <= Parameters.maximumBody else {
          throw BotAPIError(code: 413, description: "Request Entity Too Large")
        }
        field += bytes
      }
    case .end:
      guard let part else { return }
      if let done = incoming {
        incoming = nil
        try keep(done, part)
      } else {
        fields[part.name] = String(decoding: field, as: UTF8.self)
      }
      self.part = nil
    }
  }

  mutating func dropOpen() {
    if let incoming { files.drop(incoming) }
    incoming = nil
  }

  private mutating func keep(_ done: FileStore.Incoming, _ part: MultipartParser.Part) throws {
    let picture = MediaKind.picture(done.head)
    let sha256 = try files.keep(done)
    let file = HubFile(
      id: "f" + UUID().uuidString.replacing("-", with: "").lowercased(), sha256: sha256,
      name: FileName.safe(part.fileName ?? ""),
      mediaType: picture?.mediaType ?? "application/octet-stream", size: done.size,
      width: picture?.width, height: picture?.height)
    uploads[part.name] = Parameters.Upload(file: file, isPicture: picture != nil)
  }
}

/// A file's name as shown and offered: the last part of whatever path was given, on one line.
enum FileName {
  static func safe(_ typed: String) -> String {
    let last = typed.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let kept = last.unicodeScalars.filter { scalar in
      !scalar.properties.isWhitespace && scalar.value >= 32 && scalar.value != 127
        && scalar.properties.generalCategory != .format
    }
    let name = String(String.UnicodeScalarView(kept.prefix(100)))
    return name.isEmpty || name == "." || name == ".." ? "file" : name
  }
}
