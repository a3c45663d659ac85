using System.Runtime.CompilerServices;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Tests.Incrementality;

/// <summary>When a reading is given again, and when it is made anew.</summary>
public sealed class ReadingMemoryTests
{
    private const string ModelFile = "public partial class Model;";
    private const string BlockFile = "public class Block { int A() => 1; }";

    private const string Other = """
        using System.IO;
        namespace Space
        {
            [Obsolete] public class Other
            {
                public const int Width = 8;
                private static readonly int Start = 1;
                [Obsolete] private int number = 2;
                public int Number { get; set; } = 3;
                public int Twice => 4;
                public Other() : this(5) { }
                public Other(int start) => number = start + 6;
                public int Sum([System.Runtime.InteropServices.Optional] int a, int b = 7)
                {
                    int Inner() => 9;
                    return a + b + Inner();
                }

                public enum Size { Small = 10 }
            }
        }
        """;

    private const string Program = """
        int first = 1;
        Console.WriteLine(first + Twice(2));
        int Twice(int number) => number * 3;
        """;

    [Theory]
    [InlineData("Start = 1;", "Start = 11;")]
    [InlineData("number = 2;", "number = 12;")]
    [InlineData("= 3;", "= 13;")]
    [InlineData("Twice => 4", "Twice => 14")]
    [InlineData("start + 6", "start + 16")]
    [InlineData("=> 9", "=> 19")]
    [InlineData("return a", "var c = 1; return a")]
    [InlineData("[Obsolete] public class", "[Obsolete(\"Other.\")] public class")]
    [InlineData("[Obsolete] private", "private")]
    [InlineData("namespace Space", "\n// a comment\nnamespace   Space")]
    [InlineData("first + Twice(2)", "first - Twice(22)")]
    [InlineData("number * 3", "number * 33")]
    public void What_no_other_file_can_see_lets_it_stand(string before, string after) => Reads(before, after).ShouldBe(1);

    [Theory]
    [InlineData("partial class Model", "sealed partial class Model")]
    [InlineData("=> 1;", "=> 2;")]
    [InlineData("Width = 8", "Width = 9")]
    [InlineData("Small = 10", "Small = 11")]
    [InlineData("b = 7", "b = 8")]
    [InlineData("this(5)", "this(6)")]
    [InlineData("int Number", "long Number")]
    [InlineData("class Other", "class Others")]
    [InlineData("class Other", "class Other : IDisposable")]
    [InlineData("namespace Space", "namespace Spaces")]
    [InlineData("System.IO", "System.Text")]
    [InlineData("using System.IO;", "global using System.IO;")]
    [InlineData("[System.Runtime.InteropServices.Optional] ", "")]
    [InlineData("public int Sum", "[Obsolete] public int Sum")]
    [InlineData("int Inner() => 9;\n            return a + b + Inner();\n        }", "return 0; }\n int Inner() => 9;")]
    [InlineData("int first", "int second = 2; int first")]
    [InlineData("int Twice(", "int Thrice(")]
    public void What_others_can_see_does_not(string before, string after) => Reads(before, after).ShouldBe(2);

    [Fact]
    public void Another_option_or_reference_does_not()
    {
        ReadsOf(compilation => compilation.WithOptions(compilation.Options)).ShouldBe(1);
        ReadsOf(compilation => compilation.WithOptions(compilation.Options.WithOverflowChecks(true))).ShouldBe(2);
        ReadsOf(compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)))
            .ShouldBe(2);
        ReadsOf(compilation => compilation.WithAssemblyName("Others")).ShouldBe(2);
        ReadsOf(compilation => compilation.RemoveReferences(compilation.References.Last())).ShouldBe(2);
        ReadsOf(compilation => compilation.AddReferences(compilation.ToMetadataReference())).ShouldBe(2);
    }

    [Fact]
    public void Another_set_of_files_does_not()
    {
        ReadsOf(compilation => compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("", Compiler.ParseOptions))).ShouldBe(2);
        ReadsOf(compilation => compilation.RemoveSyntaxTrees(FileOf(compilation, "Other.cs"))).ShouldBe(2);
        ReadsOf(compilation =>
        {
            var moved = FileOf(compilation, "Other.cs");
            return compilation.RemoveSyntaxTrees(moved).AddSyntaxTrees(moved);
        }).ShouldBe(2);
    }

    [Fact]
    public void What_changes_and_changes_back_is_read_once_more()
    {
        var memory = new ReadingMemory<string>();
        var first = Compile();
        var second = Replace(first, "Width = 8", "Width = 9");
        var reads = 0;
        foreach (var compilation in new[] { first, second, Replace(second, "Width = 9", "Width = 8"), first })
        {
            Read(memory, compilation, () => reads++);
        }

        reads.ShouldBe(3);
    }

    [Fact]
    public void What_is_not_to_be_kept_is_read_each_time()
    {
        var memory = new ReadingMemory<string>();
        var compilation = Compile();
        var reads = 0;
        Read(memory, compilation, () => reads++, isKept: false);
        Read(memory, compilation, () => reads++, isKept: false);
        reads.ShouldBe(2);
    }

    [Fact]
    public void A_fault_while_reading_leaves_nothing_behind()
    {
        var memory = new ReadingMemory<string>();
        var compilation = Compile();
        Should.Throw<OperationCanceledException>(() => Read(memory, compilation, () => throw new OperationCanceledException()));
        var reads = 0;
        Read(memory, compilation, () => reads++);
        reads.ShouldBe(1);
    }

    [Fact]
    public void Files_of_earlier_compilations_are_let_go()
    {
        var memory = new ReadingMemory<string>();
        var (model, earlier) = Edit();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        earlier.TryGetTarget(out _).ShouldBeFalse();
        GC.KeepAlive(model);
        GC.KeepAlive(memory);

        // The model lives on, as in the next compilation; Roslyn itself may keep what an earlier one was made of for a while.
        [MethodImpl(MethodImplOptions.NoInlining)]
        (SyntaxTree Model, WeakReference<SyntaxTree> Earlier) Edit()
        {
            var first = Compile();
            Read(memory, first, () => { });
            Read(memory, Replace(first, "Twice => 4", "Twice => 5"), () => throw new InvalidOperationException("It was read already."));
            return (FileOf(first, "Model.cs"), new WeakReference<SyntaxTree>(FileOf(first, "Other.cs")));
        }
    }

    private static int Reads(string before, string after) => ReadsOf(compilation => Replace(compilation, before, after));

    /// <summary>How often the model is read in a compilation and then in the edited one.</summary>
    private static int ReadsOf(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var memory = new ReadingMemory<string>();
        var first = Compile();
        var reads = 0;
        Read(memory, first, () => reads++);
        Read(memory, first, () => reads++);
        reads.ShouldBe(1);
        Read(memory, edit(first), () => reads++);
        return reads;
    }

    private static void Read(ReadingMemory<string> memory, CSharpCompilation compilation, Action read, bool isKept = true)
    {
        var model = FileOf(compilation, "Model.cs");
        var node = model.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single();
        memory.Get(node, compilation, () =>
        {
            read();
            return new("reading", isKept ? new HashSet<SyntaxTree> { model, FileOf(compilation, "Block.cs") } : null);
        }).ShouldBe("reading");
    }

    private static CSharpCompilation Compile() =>
        Compiler.Compile(("Model.cs", ModelFile), ("Block.cs", BlockFile), ("Other.cs", Other), ("Program.cs", Program));

    private static SyntaxTree FileOf(CSharpCompilation compilation, string path) =>
        compilation.SyntaxTrees.Single(tree => tree.FilePath == path);

    private static CSharpCompilation Replace(CSharpCompilation compilation, string before, string after)
    {
        var file = compilation.SyntaxTrees.Single(tree => tree.ToString().Contains(before, StringComparison.Ordinal));
        var text = file.ToString().Replace(before, after, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(file, CSharpSyntaxTree.ParseText(text, Compiler.ParseOptions, file.FilePath));
    }
}
