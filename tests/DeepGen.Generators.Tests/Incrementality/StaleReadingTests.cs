using System.Collections.Immutable;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Tests.Incrementality;

/// <summary>After any edit the generator gives what it gives to a project that it has never seen.</summary>
public sealed class StaleReadingTests
{
    private const string Models = """
        using Alias = Lib.Sizes;
        namespace App;

        [Model, Input("x", "N, 4"), Linear(Numbers.Width), ReLU, Use<Dense>(nameof(Dense.Width), 7), Linear((int)Alias.Two)]
        [CrossEntropyLoss("y")]
        public partial class First;

        [Model]
        public partial class Second
        {
            [Linear(Derived.Depth)] readonly Layer embed;

            Value Forward([Shape("N, " + Numbers.Inputs)] Value x) => embed(x).Map(Curves.Bent).Sum(Numbers.Axis);
        }
        """;

    private const string Library = """
        namespace Lib
        {
            public static class Numbers
            {
                public const int Width = Base.Number * 2;
                public const string Inputs = "4";
                public const int Axis = 1;
                public static int Unused => 1;
            }

            public enum Sizes { Two = 2 }

            public class Base
            {
                public const int Number = 4;
                public const int Depth = 6;
            }

            public class Derived : Base;
        }

        namespace Other
        {
            public static class Numbers
            {
                public const int Width = 10;
                public const string Inputs = "5";
                public const int Axis = 0;
            }

            public class Deeper
            {
                public const int Depth = 5;
            }
        }
        """;

    private const string Block = """
        [Block]
        public class Dense
        {
            public const int Width = 4;
            [Linear(Width)] readonly Layer linear;
            Value Forward(Value x) => linear(x).Tanh();
        }
        """;

    private const string Curves = """
        public static partial class Curves
        {
            [Pointwise] public static float Bent(float x) => 2 * Inner(x);
        }
        """;

    private const string MoreCurves = """
        public static partial class Curves
        {
            [Pointwise] public static float Inner(float x) => x + 1;
        }
        """;

    private const string Program = "int total = 0; System.Console.WriteLine(total);";

    private static readonly (string Path, string Text)[] Files =
    [
        ("Global.cs", "global using Lib;"), ("Models.cs", Models), ("Library.cs", Library), ("Block.cs", Block), ("Curves.cs", Curves),
        ("MoreCurves.cs", MoreCurves), ("Program.cs", Program), ("Empty.cs", ""),
    ];

    /// <summary>A file, what is replaced in it (everything where that is empty) by what, and whether it means something.</summary>
    private static readonly (string Path, string Before, string After, bool Changes)[] Edits =
    [
        ("Library.cs", "Number = 4", "Number = 3", true),
        ("Library.cs", "Base.Number * 2", "Base.Number * 3", true),
        ("Library.cs", "Inputs = \"4\"", "Inputs = \"6\"", true),
        ("Library.cs", "Two = 2", "Two = 3", true),
        ("Library.cs", "Two = 2", "One = 4, Two", true),
        ("Library.cs", "Derived : Base", "Derived : Other.Deeper", true),
        ("Library.cs", "class Derived : Base;", "class Derived : Base { public new const int Depth = 9; }", true),
        ("Library.cs", "class Derived : Base;", "class Derived;", true),
        ("Library.cs", "const int Axis", "static readonly int Axis", true),
        ("Library.cs", "Unused => 1", "Unused => 2", false),
        ("Library.cs", "namespace Lib", "\n// Moved down.\nnamespace Lib", false),
        ("Block.cs", "Tanh", "Sigmoid", true),
        ("Block.cs", "Linear(Width)", "Linear(Width + 1)", true),
        ("Block.cs", "[Block]", "", true),
        ("Block.cs", "[Block]", "\n\n[Block]", true),
        ("Block.cs", "public const int Width = 4;", "const int Width = 4;", true),
        ("Curves.cs", "2 * Inner(x)", "3 * Inner(x)", true),
        ("Curves.cs", "[Pointwise] ", "", true),
        ("MoreCurves.cs", "x + 1", "x + 2", true),
        ("MoreCurves.cs", "[Pointwise] ", "", true),
        ("MoreCurves.cs", "float Inner(float x)", "float Inner(double x)", true),
        ("MoreCurves.cs", "[Pointwise] public static float Inner(float x) => x + 1;",
            "[Pointwise] public static float Inner(float x) => x + 1; public static float Bent(int x) => x;", false),
        ("Global.cs", "using Lib", "using Other", true),
        ("Global.cs", "global using Lib;", "global using Lib; global using Derived = Other.Deeper;", true),
        ("Global.cs", "global using Lib;", "", true),
        ("Empty.cs", "",
            "namespace App { public static class Numbers { public const int Width = 5, Axis = 1; public const string Inputs = \"4\"; } }",
            true),
        ("Empty.cs", "", "namespace App { public class ReLUAttribute : System.Attribute; }", true),
        ("Empty.cs", "",
            "namespace App { [Block, Linear(Width)] public class Dense { public const int Width = 1; } }", true),
        ("Empty.cs", "", "namespace App { public partial class Second { [Linear(3)] readonly Layer more; } }", true),
        ("Empty.cs", "", "namespace App { public partial class First { const int Later = 1; } }", false),
        ("Empty.cs", "", "namespace App { public partial class First { public First(int a) { } } }", true),
        ("Empty.cs", "", "namespace App { public partial class Second : System.IDisposable { public void Dispose() { } } }", false),
        ("Empty.cs", "", "namespace App { public class Parent; public partial class Second : Parent; }", true),
        ("Empty.cs", "", "namespace App { [Model] public partial class Second; }", false),
        ("Empty.cs", "", "namespace DeepGen { public class Value; }", true),
        ("Empty.cs", "", "namespace System { public struct Int32; }", false),
        ("Empty.cs", "", "global using static Lib.Numbers;", false),
        ("Program.cs", "int total", "int Numbers = 1; int total", true),
        ("Program.cs", "total);", "total + 1);", false),
        ("Models.cs", "Alias = Lib.Sizes", "Alias = System.DayOfWeek", true),
        ("Models.cs", "namespace App", "\nnamespace App", true),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Edits.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_edit_gives_what_a_fresh_run_gives(int edit)
    {
        var first = Compile();
        var (path, before, after, changes) = Edits[edit];
        var driver = Compiler.Driver().RunGenerators(first);
        var original = Shown(driver);

        var edited = Replace(first, path, before, after);
        driver = driver.RunGenerators(edited);

        Shown(driver).ShouldBe(Shown(Fresh(edited)));
        (Shown(driver) != original).ShouldBe(changes, $"{path}: {before} -> {after}");

        driver = driver.RunGenerators(first);
        Shown(driver).ShouldBe(original);
    }

    [Fact]
    public void So_do_many_edits_one_upon_another()
    {
        var random = new Random(3);
        var compilation = Compile();
        var driver = Compiler.Driver().RunGenerators(compilation);
        var open = new Dictionary<string, string>();
        for (var step = 0; step < 120; step++)
        {
            var (path, before, after, _) = Edits[random.Next(Edits.Length)];
            compilation = open.Remove(path, out var text)
                ? Replace(compilation, path, "", text)
                : Replace(compilation, path, before, after);
            if (text is null) open[path] = Files.Single(file => file.Path == path).Text;
            driver = driver.RunGenerators(compilation);

            Shown(driver).ShouldBe(Shown(Fresh(compilation)), $"step {step}: {path}: {before} -> {after}");
        }
    }

    [Fact]
    public void A_constant_of_a_reference_changes()
    {
        var first = Compile(("Model.cs", """[Model, Input("x", "N, 4"), Linear(External.Width)] public partial class M;"""))
            .AddReferences(Reference("public class External { public const int Width = 8; }"));
        var second = first.ReplaceReference(first.References.Last(), Reference("public class External { public const int Width = 9; }"));
        var driver = Compiler.Driver().RunGenerators(first);
        var original = Shown(driver);

        driver = driver.RunGenerators(second);

        Shown(driver).ShouldBe(Shown(Fresh(second)));
        Shown(driver).ShouldNotBe(original);
    }

    [Fact]
    public void Options_change()
    {
        var first = Compile();
        var driver = Compiler.Driver().RunGenerators(first);
        CSharpCompilation[] others =
        [
            first.WithOptions(first.Options.WithNullableContextOptions(NullableContextOptions.Disable)),
            first.WithOptions(first.Options.WithOverflowChecks(true)),
            first.WithAssemblyName("Another"),
            first.RemoveAllSyntaxTrees().AddSyntaxTrees(first.SyntaxTrees.Reverse()),
            first.RemoveSyntaxTrees(first.SyntaxTrees.Single(tree => tree.FilePath == "MoreCurves.cs")),
        ];
        foreach (var other in others)
        {
            driver = driver.RunGenerators(other);
            Shown(driver).ShouldBe(Shown(Fresh(other)));
        }
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp13)]
    public void The_language_version_changes(LanguageVersion version)
    {
        var first = Compile();
        var driver = Compiler.Driver().RunGenerators(first);
        var options = Compiler.ParseOptions.WithLanguageVersion(version);
        var second = Reparsed(first, options);

        driver = driver.WithUpdatedParseOptions(options).RunGenerators(second);

        Shown(driver).ShouldBe(Shown(Fresh(second, options)));
    }

    [Fact]
    public void A_preprocessor_symbol_changes()
    {
        var first = Compile(
            ("Model.cs", """[Model, Input("x", "N, 4"), Linear(External.Width)] public partial class M;"""),
            ("External.cs", "public class External { public const int Width =\n#if WIDE\n16;\n#else\n8;\n#endif\n}"));
        var options = Compiler.ParseOptions.WithPreprocessorSymbols("WIDE");
        var tree = first.SyntaxTrees.Single(file => file.FilePath == "External.cs");
        var second = first.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.ToString(), options, tree.FilePath));
        var driver = Compiler.Driver().RunGenerators(first);
        var original = Shown(driver);

        driver = driver.RunGenerators(second);

        Shown(driver).ShouldBe(Shown(Fresh(second, null)));
        Shown(driver).ShouldNotBe(original);
    }

    private static CSharpCompilation Compile(params (string Path, string Text)[] files) =>
        Compiler.Compile(files.Length > 0 ? files : Files);

    /// <summary>The generator over the same texts, in syntax trees that it has never seen.</summary>
    private static GeneratorDriver Fresh(CSharpCompilation compilation, CSharpParseOptions? options = null) =>
        Compiler.Driver().WithUpdatedParseOptions(options ?? Compiler.ParseOptions).RunGenerators(Reparsed(compilation, options));

    private static CSharpCompilation Reparsed(CSharpCompilation compilation, CSharpParseOptions? options = null) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(
            tree => CSharpSyntaxTree.ParseText(tree.ToString(), options ?? (CSharpParseOptions)tree.Options, tree.FilePath)));

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string before, string after)
    {
        var tree = compilation.SyntaxTrees.Single(file => file.FilePath == path);
        var text = tree.ToString();
        text.ShouldContain(before);
        text = before.Length == 0 ? after : text.Replace(before, after, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Compiler.ParseOptions, path));
    }

    private static MetadataReference Reference(string source)
    {
        var library = Compiler.Compile(("Library.cs", source)).WithAssemblyName("Library");
        using var image = new MemoryStream();
        library.Emit(image).Success.ShouldBeTrue();
        return MetadataReference.CreateFromImage(image.ToArray().ToImmutableArray());
    }

    /// <summary>All that the generator gives, as text.</summary>
    private static string Shown(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        result.Exception.ShouldBeNull();
        return string.Join('\n', result.GeneratedSources.Select(source => $"{source.HintName}\n{source.SourceText}")
            .Concat(result.Diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal)));
    }
}
