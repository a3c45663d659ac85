using System.Text;

namespace DeepGen.Data.Tests;

public sealed class CsvFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cells_are_numbers_texts_and_classes()
    {
        var table = Read("\uFEFFname, ph ,class\r\n\"a,\nb\",7.5,10\r\n\"say \"\"no\"\"\",,2\r\n x ,NaN,10\r\ny,-1e3,2");
        table.Count.ShouldBe(4);
        table.Names.ShouldBe(["name", "ph", "class"]);
        table.Texts("name").ShouldBe(["a,\nb", "say \"no\"", "x", "y"]);
        table.Texts("ph").ShouldBe(["7.5", null, null, "-1e3"]);
        table.Numbers("ph").ShouldBe([7.5f, float.NaN, float.NaN, -1000f]);
        // Whole numbers by their value: 2 comes before 10.
        table.Classes("class", out var classes).ShouldBe([1, 0, 1, 0]);
        classes.ShouldBe(["2", "10"]);
        table.Classes("name", out var names).ShouldBe([0, 1, 2, 3]);
        names.ShouldBe(["a,\nb", "say \"no\"", "x", "y"]);
        var features = table.Features("class", "ph");
        features.Lengths.ToArray().ShouldBe([4, 2]);
        features.ToArray().ShouldBe([10, 7.5f, 2, float.NaN, 10, float.NaN, 2, -1000]);
    }

    [Fact]
    public void Separator_and_missing_words_are_options()
    {
        var options = new CsvOptions { Separator = ';', Missing = ["-"] };
        var table = CsvFile.Read(folder.Write("t", "a;b\n1;-\n2;3\n"u8.ToArray()), options);
        table.Numbers("b").ShouldBe([float.NaN, 3]);
        table.Texts("a").ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b", "has names but no rows")]
    [InlineData("a,b\n1,2\n3\n", "has 1 cells in line 3 but 2 names in its first")]
    [InlineData("a,b\n\"x\ny\",2\n1,2,3", "has 3 cells in line 4 but 2 names")]
    [InlineData("a,b,a\n1,2,3", "has 2 columns 'a'")]
    [InlineData("a,,b\n1,2,3", "has no name for column 2")]
    [InlineData("a,b\n1,\"2\n3,4\n", "is no whole table")]
    [InlineData("a,b\n1,\"2\"x\n3,4\n", "is no whole table")]
    [InlineData("a,b\n1,\0\n", "is not UTF-8 text")]
    public void Damage_is_one_sentence_with_the_file(string text, string expected)
    {
        var path = folder.Write("bad", Encoding.UTF8.GetBytes(text));
        ShouldBeOneSentence(Should.Throw<DataFormatException>(() => CsvFile.Read(path)).Message, path, expected);
    }

    [Fact]
    public void Other_files_are_named()
    {
        Message(() => CsvFile.Read(folder.File("none"))).ShouldContain("none' does not exist; check the path.");
        Message(() => CsvFile.Read(folder.Path)).ShouldContain("cannot be read");
        var bytes = Convert.FromHexString("89504E470D0A1A0AFFFE");
        Message(() => CsvFile.Read(folder.Write("x", bytes))).ShouldContain("is not UTF-8 text");
        Message(() => Read("a\n\"" + new string('x', 3 << 20))).ShouldContain("is no whole table");
    }

    [Theory]
    [InlineData("1,5", "has '1,5' in column 'b' of line 3, which is no finite number")]
    [InlineData("high", "has 'high' in column 'b' of line 3, which is no finite number")]
    [InlineData("1e99", "has '1e99' in column 'b' of line 3, which is no finite number")]
    [InlineData("Infinity", "which is no finite number")]
    public void A_cell_that_is_no_number_is_named(string cell, string expected)
    {
        var table = Read($"a,b\n1,2\n3,\"{cell}\"\n");
        ShouldBeOneSentence(Message(() => table.Numbers("b")), table.Source, expected);
    }

    [Fact]
    public void Columns_and_classes_that_are_not_there_are_named()
    {
        var table = Read("a,b\n1,\n2,3\n");
        Message(() => table.Numbers("c")).ShouldContain("has no column 'c'; its columns are a, b.");
        Message(() => table.Classes("b", out _)).ShouldContain("has '' in column 'b' of line 2, which is missing");
    }

    private Table Read(string text) => CsvFile.Read(folder.Write("table.csv", Encoding.UTF8.GetBytes(text)));

    private static string Message(Action action) => Should.Throw<DataFormatException>(action).Message;

    private static void ShouldBeOneSentence(string message, string path, string expected)
    {
        message.ShouldContain(expected);
        message.ShouldStartWith($"'{path}' ");
        message.ShouldEndWith(".");
        message.ShouldNotContain("\n");
    }
}
