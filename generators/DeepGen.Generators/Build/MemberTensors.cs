using System.Globalization;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Diagnostics;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>The tensors of a user's own as leaves of the graph.</summary>
internal static class MemberTensors
{
    /// <summary>Extents below which nothing has inputs and outputs to count.</summary>
    private const int FanRank = 2;

    /// <summary>The leaf of a member.</summary>
    /// <exception cref="BuildException">Its first value does not fit.</exception>
    public static Node Add(OwnedTensors owned, MemberDeclaration member)
    {
        var shape = new Shape(member.Extents.Items.Select(extent => (Dim)extent));
        return member.Kind switch
        {
            MemberKind.Parameter => owned.Member(member, shape, Initializer(member)),
            MemberKind.Buffer => owned.Member(member, shape, Content(member, shape.ElementCount.Value)),
            _ => owned.Setting(member.Name, Setting(member)),
        };
    }

    private static string Initializer(MemberDeclaration member)
    {
        var init = Find(member, "Init")?.Text ?? "Default";
        if (Find(member, "Fill") is { } fill)
        {
            return Find(member, "Init") is null
                ? Constant(fill)
                : throw Error(member, "Fill", init, "it has a 'Fill' too; remove one of them");
        }

        if (Find(member, "Std") is { } deviation)
        {
            if (init != "Normal") throw Error(member, "Std", init, "only Init.Normal has a standard deviation");
            if (!(deviation.Number >= 0)) throw Error(member, "Std", init, "its standard deviation is negative");
            return $"global::DeepGen.Initializer.Normal(0, {Number(deviation)})";
        }

        bool needsFans = init is not ("Normal" or "Zeros" or "Ones");
        return needsFans && member.Extents.Length < FanRank
            ? throw Error(
                member, "Init", init,
                "it counts the inputs of a weight, which needs two extents or more; write 'Fill = 0' or 'Init = Init.Normal'")
            : Initializers.Weight(init);
    }

    private static string Content(MemberDeclaration member, long count)
    {
        if (Find(member, "Values") is not { } values) return Constant(Find(member, "Fill") ?? ConstantValue.OfReal(0));
        if (Find(member, "Fill") is not null) throw Error(member, "Values", "its 'Values'", "it has a 'Fill' too; remove one of them");
        return values.Reals.Length == count
            ? $"global::DeepGen.Initializer.Values({string.Join(", ", values.Reals.Select(Emit.CSharp.CSharpText.Float))})"
            : throw Error(
                member, "Values", "its 'Values'", $"these are {CallSite.Text(values.Reals.Length)} numbers and not {CallSite.Text(count)}");
    }

    private static SettingRange Setting(MemberDeclaration member)
    {
        double Of(string name, double otherwise) => Find(member, name)?.Number ?? otherwise;
        var range = new SettingRange(Of("Minimum", double.NegativeInfinity), Of("Maximum", double.PositiveInfinity))
        {
            Value = Of("Value", 0),
        };
        return range.Contains(range.Value) && !double.IsInfinity((float)range.Value)
            ? range
            : throw new BuildException(new DiagnosticData(
                "DG1107", TokenOf(member, "Value"), "Value", member.Name, Number(ConstantValue.OfReal(range.Value)), range.ToString()));
    }

    private static string Constant(ConstantValue value) => $"global::DeepGen.Initializer.Constant({Number(value)})";

    private static string Number(ConstantValue value) => value.Number.ToString("R", CultureInfo.InvariantCulture);

    private static ConstantValue? Find(MemberDeclaration member, string name)
        => member.Arguments.Items.FirstOrDefault(argument => argument.Name == name)?.Value;

    private static int TokenOf(MemberDeclaration member, string name)
        => member.Arguments.Items.FirstOrDefault(argument => argument.Name == name)?.Token ?? member.Token;

    private static BuildException Error(MemberDeclaration member, string argument, string initializer, string why)
    {
        string shape = $"[{string.Join(", ", member.Extents.Items)}]";
        return new BuildException(new DiagnosticData("DG1032", TokenOf(member, argument), member.Name, shape, initializer, why));
    }
}
