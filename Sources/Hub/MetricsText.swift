/// Figures in the text format that Prometheus reads (version 0.0.4).
public struct MetricsText: Sendable {
  /// What a figure does over time.
  public enum Kind: String, Sendable {
    case counter, gauge
  }

  /// One figure of a family, with the labels that tell it from the others.
  public struct Sample: Sendable {
    var labels: [(name: String, value: String)]
    var value: String

    /// A whole number.
    public init(_ value: some BinaryInteger, _ labels: (name: String, value: String)...) {
      self.labels = labels
      self.value = "\(value)"
    }

    /// Milliseconds, given out as seconds, Prometheus's unit of time.
    public init(milliseconds: Int64, _ labels: (name: String, value: String)...) {
      self.labels = labels
      let whole = abs(milliseconds)
      let rest = "\(whole % 1000)"
      let zeros = String(repeating: "0", count: 3 - rest.count)
      value = "\(milliseconds < 0 ? "-" : "")\(whole / 1000).\(zeros)\(rest)"
    }
  }

  /// What is to be served as.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// The page so far.
  public private(set) var text = ""

  public init() {}

  /// Adds a family; one without samples is left out, as nothing is known of it.
  public mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    guard !samples.isEmpty else { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    for sample in samples {
      let labels = sample.labels.map { "\($0.name)=\"\(MetricsText.escaped($0.value))\"" }
      text += name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}")
      text += " \(sample.value)\n"
    }
  }

  /// Adds a family of one figure; none where nothing is known.
  public mutating func add(_ name: String, _ kind: Kind, _ help: String, _ sample: Sample?) {
    add(name, kind, help, sample.map { [$0] } ?? [])
  }

  private static func escaped(_ value: String) -> String {
    value.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
  }
}
