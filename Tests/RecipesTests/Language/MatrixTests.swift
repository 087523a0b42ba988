import BuildFoundation
import Recipes
import Testing

@Suite("Matrix of builds")
struct MatrixTests {
  @Test("gives a build for each combination, with the values of its axes")
  func cells() throws {
    let text = minimal(
      """
      matrix:
        ubuntu: [{release: "22.04", suite: jammy}, {release: "24.04", suite: noble}]
        size: [small, large]
      variables: {title: "${ubuntu.release} ${size}"}
      description: ${title}
      steps:
        - {name: "only ${ubuntu.suite}", when: size == 'large', run: {script: x}}
      """
    ).replacing("name: web", with: "name: web-${ubuntu.suite}-${size}")
    let recipes = try check(text).all()
    #expect(
      recipes.map(\.name.value) == [
        "web-jammy-small", "web-jammy-large", "web-noble-small", "web-noble-large",
      ])
    #expect(
      recipes.map(\.description) == ["22.04 small", "22.04 large", "24.04 small", "24.04 large"])
    #expect(recipes.map(\.steps.count) == [0, 1, 0, 1])
    #expect(Set(recipes.map(\.digest)).count == 4)
    #expect(throws: BuildError.self) { try check(text).get() }
  }

  @Test("is bounded, and a fault is told once for all builds")
  func bounds() {
    let values = (0..<100).map(String.init).joined(separator: ", ")
    let huge = minimal("matrix: {a: [\(values)], b: [\(values)]}")
    #expect(summary(check(huge)).first == "5:9: the matrix has more than 256 builds")
    let faulty = minimal("matrix: {a: [\(values)]}\nsteps: [{run: {scrip: '${a}'}}]")
      .replacing("name: web", with: "name: web-${a}")
    #expect(check(faulty).errors.count == 1)
  }
}
