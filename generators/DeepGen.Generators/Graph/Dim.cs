using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DeepGen.Generators.Graph;

/// <summary>
/// An extent: a polynomial with integer coefficients over named run-time dims and floor divisions of such polynomials.
/// Equal values have equal canonical forms, so shapes compare by value.
/// </summary>
internal sealed class Dim : IEquatable<Dim>
{
    // First, because the other static members are made from it.
    private static readonly ImmutableSortedDictionary<string, Term> Empty =
        ImmutableSortedDictionary.Create<string, Term>(StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, Term> terms;
    private readonly string text;

    private Dim(ImmutableSortedDictionary<string, Term> terms)
    {
        this.terms = terms;
        text = Print(name => name);
    }

    public static Dim Zero { get; } = Constant(0);

    public static Dim One { get; } = Constant(1);

    public bool IsConstant => terms.Count == 0 || (terms.Count == 1 && terms.ContainsKey(""));

    /// <summary>The value of a constant extent.</summary>
    public long Value => IsConstant
        ? terms.Count == 0 ? 0 : terms[""].Coefficient
        : throw new InvalidOperationException($"The extent {text} is known only at run time.");

    public bool IsOne => IsConstant && Value == 1;

    /// <summary>What must not be negative for a C# division to be the floor: the numerators of all divisions in this extent.</summary>
    public IEnumerable<Dim> Numerators
        => terms.Values.SelectMany(term => term.Atoms).Where(atom => atom.Numerator is not null)
            .SelectMany(atom => atom.Numerator!.Numerators.Append(atom.Numerator));

    /// <summary>Whether some binding of its dims to 1 or more could make this extent less than 1.</summary>
    public bool MayVanish => terms.Values.Any(term => term.Coefficient < 0)
        || (!IsConstant && Numerators.Any(numerator => numerator.MayVanish));

    /// <summary>The named dims that occur anywhere in this extent.</summary>
    public IEnumerable<string> Names => terms.Values.SelectMany(term => term.Atoms).SelectMany(atom => atom.Names).Distinct();

    public static Dim Constant(long value)
        => new(value == 0 ? Empty : Empty.Add("", new Term(value, ImmutableArray<Atom>.Empty)));

    public static Dim Named(string name) => FromAtom(new Atom(name, null, 1));

    public static implicit operator Dim(long value) => Constant(value);

    public static Dim operator +(Dim left, Dim right)
    {
        var sum = left.terms.ToBuilder();
        foreach (var entry in right.terms) AddTerm(sum, entry.Key, entry.Value);
        return new(sum.ToImmutable());
    }

    public static Dim operator -(Dim left, Dim right) => left + (right * -1);

    public static Dim operator *(Dim left, Dim right)
    {
        var product = Empty.ToBuilder();
        foreach (var a in left.terms.Values)
        {
            foreach (var b in right.terms.Values)
            {
                var atoms = a.Atoms.AddRange(b.Atoms).Sort((x, y) => string.CompareOrdinal(x.Text, y.Text));
                AddTerm(product, string.Join("*", atoms.Select(atom => atom.Text)), new Term(a.Coefficient * b.Coefficient, atoms));
            }
        }

        return new(product.ToImmutable());
    }

    /// <summary>The floor of this extent divided by a positive constant; exact divisions stay polynomials.</summary>
    public Dim FloorDivide(long divisor)
    {
        if (divisor <= 0) throw new ArgumentOutOfRangeException(nameof(divisor));
        if (divisor == 1) return this;
        if (IsConstant) return Constant((long)Math.Floor((decimal)Value / divisor));
        if (terms.Values.All(term => term.Coefficient % divisor == 0))
        {
            return new(terms.ToImmutableSortedDictionary(
                entry => entry.Key, entry => new Term(entry.Value.Coefficient / divisor, entry.Value.Atoms), StringComparer.Ordinal));
        }

        return FromAtom(new Atom(null, this, divisor));
    }

    /// <summary>The quotient if this extent is a constant multiple of, or exactly divisible by, another one; null otherwise.</summary>
    public Dim? DivideExactly(Dim divisor)
    {
        if (divisor.IsConstant)
        {
            return divisor.Value != 0 && terms.Values.All(term => term.Coefficient % divisor.Value == 0)
                ? new(terms.ToImmutableSortedDictionary(
                    entry => entry.Key,
                    entry => new Term(entry.Value.Coefficient / divisor.Value, entry.Value.Atoms),
                    StringComparer.Ordinal))
                : null;
        }

        if (divisor.terms.Count != 1) return Equals(divisor) ? One : null;
        var by = divisor.terms.Values.Single();
        var quotient = Zero;
        foreach (var term in terms.Values)
        {
            var atoms = term.Atoms;
            foreach (var atom in by.Atoms)
            {
                int at = atoms.IndexOf(atom);
                if (at < 0) return null;
                atoms = atoms.RemoveAt(at);
            }

            if (term.Coefficient % by.Coefficient != 0) return null;
            var rest = atoms.Aggregate(Constant(term.Coefficient / by.Coefficient), (product, atom) => product * FromAtom(atom));
            quotient += rest;
        }

        return quotient;
    }

    public long Evaluate(Func<string, long> binding)
        => terms.Values.Sum(term => term.Atoms.Aggregate(term.Coefficient, (product, atom) => product * atom.Evaluate(binding)));

    /// <summary>The extent as an expression of C# and C; names are mapped to the variables that hold them.</summary>
    public string Print(Func<string, string> variable)
    {
        if (terms.Count == 0) return "0";
        var builder = new StringBuilder();
        foreach (var term in terms.Values.OrderBy(term => term.Atoms.Length == 0)
            .ThenBy(term => string.Join("*", term.Atoms.Select(a => a.Text)), StringComparer.Ordinal))
        {
            long magnitude = Math.Abs(term.Coefficient);
            if (builder.Length > 0) builder.Append(term.Coefficient < 0 ? " - " : " + ");
            else if (term.Coefficient < 0) builder.Append('-');
            var factors = term.Atoms.Select(atom => atom.Print(variable));
            if (magnitude != 1 || term.Atoms.Length == 0)
            {
                factors = factors.Append(Number(magnitude));
            }

            builder.Append(string.Join(" * ", factors));
        }

        return builder.ToString();
    }

    public bool Equals(Dim? other) => other is not null && text == other.text;

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode() => text.GetHashCode();

    public override string ToString() => text;

    public static bool operator ==(Dim? left, Dim? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Dim? left, Dim? right) => !(left == right);

    /// <summary>Numbers beyond 32 bits need a conversion, which C# does not make from a literal by itself.</summary>
    private static string Number(long value)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return value <= int.MaxValue ? digits : $"unchecked((nint){digits})";
    }

    private static Dim FromAtom(Atom atom) => new(Empty.Add(atom.Text, new Term(1, [atom])));

    private static void AddTerm(ImmutableSortedDictionary<string, Term>.Builder terms, string key, Term term)
    {
        long coefficient = term.Coefficient + (terms.TryGetValue(key, out var existing) ? existing.Coefficient : 0);
        if (coefficient == 0) terms.Remove(key);
        else terms[key] = new Term(coefficient, term.Atoms);
    }

    private sealed record Term(long Coefficient, ImmutableArray<Atom> Atoms);

    /// <summary>A named dim, or the floor of a polynomial divided by a constant.</summary>
    private sealed class Atom(string? name, Dim? numerator, long divisor) : IEquatable<Atom>
    {
        public Dim? Numerator => numerator;

        public string Text { get; } = name ?? $"(({numerator}) / {divisor.ToString(CultureInfo.InvariantCulture)})";

        public IEnumerable<string> Names => name is not null ? [name] : numerator!.Names;

        public long Evaluate(Func<string, long> binding)
            => name is not null ? binding(name) : (long)Math.Floor((decimal)numerator!.Evaluate(binding) / divisor);

        public string Print(Func<string, string> variable)
            => name is not null ? variable(name) : $"(({numerator!.Print(variable)}) / {divisor.ToString(CultureInfo.InvariantCulture)})";

        public bool Equals(Atom? other) => other is not null && Text == other.Text;

        public override bool Equals(object? obj) => Equals(obj as Atom);

        public override int GetHashCode() => Text.GetHashCode();
    }
}
