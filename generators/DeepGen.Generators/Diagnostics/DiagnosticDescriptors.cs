using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Diagnostics;

/// <summary>
/// Every diagnostic of the compiler. DG10xx: what the declaration says. DG11xx: the shapes and values of the graph. DG119x: the
/// compiler itself. DG12xx: what an editor shows of a model that may well be right.
/// </summary>
/// <remarks>
/// Messages are one line, since <c>dotnet build</c> prints no more. A message that explains a shape ends with how it came to be, and
/// then with what would fix it. Each has a page under docs/diagnostics and a row in AnalyzerReleases.
/// </remarks>
internal static class DiagnosticDescriptors
{
    private static readonly DiagnosticDescriptor[] Table =
    [
        Error("DG1001", "A model must be partial",
            "'{0}' must be partial: the compiler writes its other part"),
        Error("DG1002", "This class cannot be a model",
            "'{0}' cannot be a model: it {1}"),
        Error("DG1003", "A model declares nothing",
            "'{0}' declares no layers: put layer attributes on the class, or layer fields and a method 'Forward' into it"),
        Error("DG1004", "Two forms of declaration are mixed",
            "'{0}' is written in two forms: it has {1} on the class and {2} inside; use one of them"),
        Error("DG1005", "The attributes of a stack are spread over several declarations",
            "The layers of '{0}' are spread over several declarations, so they have no order: put them on one"),
        Error("DG1006", "The text is not a shape",
            "\"{0}\" is not a shape: {1}; write dims separated by commas, such as \"N, 1, 28, 28\""),
        Error("DG1007", "A stack has one input",
            "'{0}' is a stack and has {1} inputs: write one [Input(\"name\", \"N, ...\")]"),
        Error("DG1008", "The value is not a member of its enumeration",
            "'{0}' of '{1}' is {2}, which is no member of {3}"),
        Error("DG1009", "Forward is missing",
            "'{0}' has layer fields but no method 'Forward' that says how they are wired"),
        Error("DG1010", "The compiler cannot read this",
            "The compiler cannot read {0} in '{1}'; it reads {2}"),
        Error("DG1011", "A constructor must chain to the generated one",
            "This constructor of '{0}' must chain to the generated one, which sets the layers: write ': this(...)' after its parameters"),
        Error("DG1012", "A name is used twice",
            "Two {0} of '{1}' are called '{2}'"),
        Warning("DG1013", "A layer is never called",
            "The layer '{0}' is never called in 'Forward', so the model leaves it out"),
        Error("DG1014", "A parameter of Loss is not an output",
            "'{0}' is not an output of 'Forward', which returns {1}; {2}if it is a target, give it a [Shape]"),
        Error("DG1015", "A tensor needs a shape",
            "The shape of '{0}' is not known: write [Shape(\"N, ...\")] before it"),
        Error("DG1016", "The type is not that of a tensor",
            "'{0}' is of type {1}: a tensor is a Value, or a Value<int> where it holds class indices"),
        Error("DG1017", "The name is not usable",
            "\"{0}\" cannot name {1}: {2}"),
        Error("DG1018", "The return type is wrong",
            "'{0}' returns {1}; it must return {2}"),
        Error("DG1019", "A layer field needs one layer attribute",
            "The field '{0}' {1}: a layer is a field of type 'Layer' with one layer attribute"),
        Error("DG1020", "A method is declared twice",
            "'{0}' has {1} methods called '{2}'; the compiler reads one"),
        Error("DG1021", "A stack has one loss",
            "'{0}' has {1} losses; write a graph with a method 'Loss' to combine several"),
        Error("DG1022", "The number of a layer's inputs is wrong",
            "'{0}' takes {1} but gets {2}: a layer of {1} is a field of type '{3}'"),
        Error("DG1023", "The class cannot be used as a block",
            "'{0}' cannot be used here: {1}"),
        Error("DG1024", "The constants of a use are wrong",
            "'Use<{0}>' {1}"),
        Error("DG1025", "The value is not of its constant's type",
            "'{0}' of '{1}' is of type '{2}' and cannot be {3}"),
        Error("DG1026", "This class cannot be a block",
            "'{0}' cannot be a block: it {1}"),
        Error("DG1027", "The variants are wrong",
            "The variants of '{0}' {1}"),

        Error("DG1030", "This field cannot be a tensor of the model",
            "The field '{0}' {1}: a tensor of the model's own is a field of type 'Value' with one of [Parameter], [Buffer] and [Setting]"),
        Error("DG1031", "A tensor of the model has a shape of numbers",
            "The shape of '{0}' names the dim '{1}', but what the model owns has the same shape in every call; write a number, "
            + "or a constant as in [Parameter({1}, 32)]"),
        Error("DG1032", "The initial value does not fit",
            "'{0}' {1} cannot be initialised by {2}: {3}"),
        Error("DG1033", "The property of a field is taken",
            "The field '{0}' becomes the property '{1}', but {2}; rename the field"),
        Error("DG1034", "There is no such setting",
            "'{0}' takes the setting '{1}', but the settings of '{2}' are {3}; declare it as [Setting(0.5)] readonly Value {1}"),
        Error("DG1035", "This tensor cannot have a gradient",
            "'{0}' cannot require a gradient: {1}; remove 'RequiresGradient'"),
        Error("DG1036", "The output cannot be an auxiliary one",
            "'{0}' cannot be an auxiliary output: {1}"),
        Error("DG1037", "The compiler cannot read this in a pointwise method",
            "The compiler cannot read {0} in the pointwise method '{1}'; it reads {2}"),
        Error("DG1038", "The method cannot be applied to each element",
            "'{0}' cannot be mapped: it {1}"),
        Warning("DG1039", "A tensor of the model is never read",
            "The {0} '{1}' is never read in 'Forward' or 'Loss'"),

        Error("DG1040", "A model needs an input",
            "'Forward' of '{0}' takes no input: give it a parameter such as [Shape(\"N, 784\")] Value image"),
        Error("DG1042", "A number is not a constant",
            "'{0}' is not a constant, and the compiler reads '{1}' when the project is built; make it 'const', or a [Setting] Value "
            + "to change it later"),
        Warning("DG1043", "Two dims differ in case only",
            "The dims '{0}' and '{1}' differ in case only, and each call binds them apart; write '{1}' if they are the same"),
        Warning("DG1044", "An input is never used",
            "The input '{0}' is never used in 'Forward', so no output depends on it"),

        Error("DG1101", "The rank does not fit",
            "'{0}' expects {1} but receives {2}: {3}{4}"),
        Error("DG1102", "A written width is wrong",
            "'{0}' is declared with {1} {2} but receives {3}: {4}; remove '{5} = {1}' or write {3}"),
        Error("DG1103", "The kernel is larger than its input",
            "The kernel of '{0}' covers {1} values but its padded input has only {2}: {3}; make the kernel smaller or the padding larger"),
        Error("DG1104", "The groups do not divide the channels",
            "'{0}' has {1} groups, which do not divide its {2} {3} channels: {4}"),
        Error("DG1105", "The shapes do not broadcast",
            "'{0}' cannot combine {1} and {2}: {3}"),
        Error("DG1106", "The target's shape does not fit",
            "The target '{0}' is {1} but '{2}' of {3} needs {4}"),
        Error("DG1107", "An argument's value is invalid",
            "'{0}' of '{1}' is {2}; it must be {3}"),
        Error("DG1108", "The loss is not a scalar",
            "The loss is {0}, not a scalar: take its Mean() or its Sum()"),
        Error("DG1109", "The element type does not fit",
            "'{0}' holds {1} but '{2}' needs {3}"),
        Error("DG1110", "A width is not known at compile time",
            "'{0}' needs {1} that is known at compile time but receives {2}: {3}; give that dim a number"),
        Error("DG1111", "The compiler does not know this",
            "The compiler does not know a {0} called '{1}'; docs/dsl.md lists those that it does"),
        Error("DG1112", "The padding is larger than its input",
            "'{0}' pads by {1} values, of which an axis with {2} gives at most {3}: {4}"),
        Error("DG1113", "The channels stand last",
            "'{0}' expects the channels second, {1}, but receives {2}, where they seem to stand last: {3}; give it {4}"),
        Error("DG1114", "An extent is not a multiple",
            "'{0}' needs {1} to be a multiple of {2} but receives {3}: {4}"),
        Error("DG1120", "A function has fewer results",
            "'{0}' has {1} results, so there is no [{2}]: {3}"),
        Error("DG1121", "An index is outside of its dim",
            "'{0}' takes {1} of dim {2}, which has {3} elements: {4}"),
        Error("DG1122", "The einsum equation does not fit",
            "The equation \"{0}\" {1}"),
        Error("DG1130", "Class indices are floats",
            "The target '{0}' is {1}, the shape of class indices, but holds floats: declare it as Value<int>, or give probabilities {2}"),
        Warning("DG1131", "A loss of logits is given probabilities",
            "'{0}' takes logits and has its own sigmoid or softmax, but is given the probabilities of {1}: leave {1} out before it"),
        Warning("DG1132", "A loss of probabilities is given something else",
            "'{0}' takes probabilities but is given {1}, from {2}: put a Sigmoid before it, or use BceWithLogits"),
        Warning("DG1133", "A loss of log-probabilities is given something else",
            "'{0}' takes logarithms of probabilities but is given {1}, from {2}: put a LogSoftmax before it, or use CrossEntropy"),
        Warning("DG1134", "The cross-entropy of one class is always 0",
            "'CrossEntropy' is given {0}, which has one class, so it is always 0: use BceWithLogits, or give each class an output"),
        Error("DG1135", "The weights of a loss do not fit",
            "'{0}' of '{1}' is {2}, which does not fit {3}"),
        Error("DG1136", "The parameter is not known",
            "The model has no parameter called '{0}'; it has {1}"),
        Error("DG1137", "Only a loss may use parameters",
            "'{0}' is only known in 'Loss': in 'Forward' the layers are not all there"),

        Error("DG1190", "The compiler failed",
            "The compiler failed on the model '{0}'; this is a fault of DeepGen, not of the model: {1}"),

        Create("DG1201", "What a layer makes of its input",
            "{0}: {1} -> {2}{3}", DiagnosticSeverity.Info),
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = Table.ToDictionary(descriptor => descriptor.Id);

    public static IReadOnlyList<DiagnosticDescriptor> All => Table;

    /// <summary>The descriptor of an id.</summary>
    /// <exception cref="KeyNotFoundException">No descriptor has this id.</exception>
    public static DiagnosticDescriptor Get(string id) => ById[id];

    /// <summary>The descriptor of an id whose message ends with one more argument: the use of the block that it was found in.</summary>
    public static DiagnosticDescriptor InUse(string id, int arguments)
    {
        var rule = Get(id);
        var format = FormattableString.Invariant($"{rule.MessageFormat}; in {{{arguments}}}");
        return new DiagnosticDescriptor(
            id, rule.Title, format, rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Description, rule.HelpLinkUri,
            [.. rule.CustomTags]);
    }

    private static DiagnosticDescriptor Error(string id, string title, string format) =>
        Create(id, title, format, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string format) =>
        Create(id, title, format, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string format, DiagnosticSeverity severity) => new(
        id, title, format, "DeepGen", severity, isEnabledByDefault: true,
        helpLinkUri: $"docs/diagnostics/{id}.md",
        customTags: severity switch
        {
            DiagnosticSeverity.Error => [WellKnownDiagnosticTags.NotConfigurable],

            // Else Roslyn looks after every keystroke, and at each of the many notes, for a [SuppressMessage] around it, for which it
            // binds the bodies of all models.
            DiagnosticSeverity.Info => [WellKnownDiagnosticTags.Compiler],
            _ => [],
        });
}
