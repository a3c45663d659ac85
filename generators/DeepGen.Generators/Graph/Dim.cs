using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace DeepGen.Generators.Graph;

/// <summary>
/// An extent: a polynomial with integer coefficients over named run-time dims and floor divisions of such polynomials.
/// Equal values have equal canonical forms, so shapes compare by value.
/// </summary>
/// <remarks>Most extents are numbers, and the compiler makes hundreds of thousands of them: these cost one small object or none.</remarks>
internal sealed class Dim : IEquatable<Dim>
{
    private const int MostKept = 1024;

    // First, because the other static members are made from them.
    private static readonly Term[] NoTerms = [];
    private static readonly Dim[] Kept = [.. Enumerable.Range(0, MostKept).Select(value => new Dim(value, NoTerms))];

    /// <summary>The number in the sum.</summary>
    private readonly long number;

    /// <summary>The products with at least one atom, by their keys.</summary>
    private readonly Term[] terms;
    private readonly int hash;
    private string? text;

    private Dim(long number, Term[] terms)
    {
        this.number = number;
        this.terms = terms;
        hash = number.GetHashCode();
        foreach (var term in terms) hash = unchecked((hash * 31) + (term.Coefficient.GetHashCode() ^ term.KeyHash));
    }

    public static Dim Zero => Kept[0];

    public static Dim One => Kept[1];

    public bool IsConstant => terms.Length == 0;

    /// <summary>The value of a constant extent.</summary>
    public long Value => IsConstant ? number : throw new InvalidOperationException($"The extent {this} is known only at run time.");

    public bool IsOne => number == 1 && IsConstant;

    /// <summary>What must not be negative for a C# division to be the floor: the numerators of all divisions in this extent.</summary>
    public IEnumerable<Dim> Numerators
        => IsConstant ? [] : terms.SelectMany(term => term.Atoms).Where(atom => atom.Numerator is not null)
            .SelectMany(atom => atom.Numerator!.Numerators.Append(atom.Numerator));

    /// <summary>
    /// Whether it is certain by the signs that no binding of its dims to zero or more makes this extent, or a numerator in it, negative.
    /// </summary>
    public bool IsNeverNegative => number >= 0
        && terms.All(term => term.Coefficient > 0) && Numerators.All(numerator => numerator.IsNeverNegative);

    /// <summary>
    /// Whether something is taken away in this extent, so that some binding of its dims to 1 or more could make it less than 1. What only
    /// a division makes zero does not count: the second half of one element is empty.
    /// </summary>
    public bool MayVanish => !IsNeverNegative;

    /// <summary>The named dims that occur anywhere in this extent.</summary>
    public IEnumerable<string> Names
        => IsConstant ? [] : terms.SelectMany(term => term.Atoms).SelectMany(atom => atom.Names).Distinct();

    public static Dim Constant(long value) => value is >= 0 and < MostKept ? Kept[value] : new(value, NoTerms);

    public static Dim Named(string name) => FromAtom(new Atom(name, null, 1));

    public static implicit operator Dim(long value) => Constant(value);

    public static Dim operator +(Dim left, Dim right)
    {
        long sum = left.number + right.number;
        if (left.IsConstant && right.IsConstant) return Constant(sum);
        if (left.IsConstant) return sum == right.number ? right : new(sum, right.terms);
        if (right.IsConstant) return sum == left.number ? left : new(sum, left.terms);
        return Of(sum, Merge(left.terms, right.terms));
    }

    public static Dim operator -(Dim left, Dim right) => left + (right * -1);

    public static Dim operator *(Dim left, Dim right)
    {
        if (left.IsConstant) return right.Times(left.number);
        if (right.IsConstant) return left.Times(right.number);
        var product = NoTerms;
        foreach (var term in left.terms)
        {
            var part = new Term[right.terms.Length];
            for (int at = 0; at < part.Length; at++) part[at] = term.Times(right.terms[at]);
            Array.Sort(part, Term.ByKey);
            product = Merge(product, part);
            if (right.number != 0) product = Merge(product, [term.Times(right.number)]);
        }

        if (left.number != 0) product = Merge(product, Scaled(right.terms, left.number));
        return Of(left.number * right.number, product);
    }

    /// <summary>The floor of this extent divided by a positive constant; exact divisions stay polynomials.</summary>
    public Dim FloorDivide(long divisor)
    {
        if (divisor <= 0) throw new ArgumentOutOfRangeException(nameof(divisor));
        if (divisor == 1) return this;
        if (IsConstant) return Constant((long)Math.Floor((decimal)number / divisor));
        return DivideExactly(divisor) ?? FromAtom(new Atom(null, this, divisor));
    }

    /// <summary>The quotient if this extent is a constant multiple of, or exactly divisible by, another one; null otherwise.</summary>
    public Dim? DivideExactly(Dim divisor)
    {
        if (divisor.IsConstant)
        {
            long by = divisor.number;
            return by != 0 && number % by == 0 ? Quotient(by) : null;
        }

        if (divisor.terms.Length != 1 || divisor.number != 0) return Equals(divisor) ? One : null;
        if (number != 0) return null;
        var quotient = Zero;
        foreach (var term in terms)
        {
            if (term.Without(divisor.terms[0]) is not { } rest) return null;
            quotient += rest;
        }

        return quotient;
    }

    private Dim? Quotient(long divisor)
    {
        var quotient = terms.Length == 0 ? NoTerms : new Term[terms.Length];
        for (int at = 0; at < quotient.Length; at++)
        {
            if (terms[at].Coefficient % divisor != 0) return null;
            quotient[at] = terms[at].With(terms[at].Coefficient / divisor);
        }

        return Of(number / divisor, quotient);
    }

    /// <summary>Whether it is certain, with run-time dims of zero or more, that this is no smaller.</summary>
    public bool IsAtLeast(Dim other) => (this - other).IsNeverNegative;

    public long Evaluate(Func<string, long> binding)
    {
        long sum = number;
        foreach (var term in terms)
        {
            long product = term.Coefficient;
            foreach (var atom in term.Atoms) product *= atom.Evaluate(binding);
            sum += product;
        }

        return sum;
    }

    /// <summary>The extent as an expression of C# and C, with names and numbers as given.</summary>
    public string Print(Func<string, string> variable, Func<long, string> digits)
    {
        if (IsConstant) return number < 0 ? "-" + digits(-number) : digits(number);
        var builder = new StringBuilder();
        foreach (var term in terms)
        {
            Sign(builder, term.Coefficient);
            for (int at = 0; at < term.Atoms.Length; at++)
                builder.Append(at > 0 ? " * " : "").Append(term.Atoms[at].Print(variable, digits));
            if (Math.Abs(term.Coefficient) != 1) builder.Append(" * ").Append(digits(Math.Abs(term.Coefficient)));
        }

        if (number == 0) return builder.ToString();
        Sign(builder, number);
        return builder.Append(digits(Math.Abs(number))).ToString();
    }

    public bool Equals(Dim? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || hash != other.hash || number != other.number || terms.Length != other.terms.Length) return false;
        for (int at = 0; at < terms.Length; at++)
        {
            if (terms[at].Coefficient != other.terms[at].Coefficient || Term.Compare(terms[at], other.terms[at]) != 0) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode() => hash;

    public override string ToString() => text ??= Print(static name => name, static value => value.ToString(CultureInfo.InvariantCulture));

    public static bool operator ==(Dim? left, Dim? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Dim? left, Dim? right) => !(left == right);

    private static void Sign(StringBuilder builder, long coefficient)
    {
        if (builder.Length > 0) builder.Append(coefficient < 0 ? " - " : " + ");
        else if (coefficient < 0) builder.Append('-');
    }

    private static Dim Of(long number, Term[] terms) => terms.Length == 0 ? Constant(number) : new(number, terms);

    private static Dim FromAtom(Atom atom) => new(0, [new Term(1, [atom])]);

    private Dim Times(long factor)
        => factor == 1 ? this : factor == 0 ? Zero : Of(number * factor, Scaled(terms, factor));

    private static Term[] Scaled(Term[] terms, long factor)
    {
        // Loops, not lambdas: what these capture would be made for extents that are mere numbers too.
        if (terms.Length == 0) return NoTerms;
        var scaled = new Term[terms.Length];
        for (int at = 0; at < scaled.Length; at++) scaled[at] = terms[at].Times(factor);
        return scaled;
    }

    /// <summary>The sum of two sorted lists of terms; what adds up to zero goes.</summary>
    private static Term[] Merge(Term[] left, Term[] right)
    {
        if (left.Length == 0) return right;
        var sum = new List<Term>(left.Length + right.Length);
        int l = 0, r = 0;
        while (l < left.Length || r < right.Length)
        {
            int order = l == left.Length ? 1 : r == right.Length ? -1 : Term.Compare(left[l], right[r]);
            if (order < 0) sum.Add(left[l++]);
            else if (order > 0) sum.Add(right[r++]);
            else
            {
                long coefficient = left[l].Coefficient + right[r++].Coefficient;
                if (coefficient != 0) sum.Add(left[l].With(coefficient));
                l++;
            }
        }

        return [.. sum];
    }

    /// <summary>A product: a number and at least one atom, sorted.</summary>
    private sealed class Term
    {
        private readonly string key;

        public Term(long coefficient, ImmutableArray<Atom> atoms)
            : this(coefficient, atoms, atoms.Length == 1 ? atoms[0].Text : string.Join("*", atoms.Select(atom => atom.Text)))
        {
        }

        private Term(long coefficient, ImmutableArray<Atom> atoms, string key)
        {
            Coefficient = coefficient;
            Atoms = atoms;
            this.key = key;
            KeyHash = key.GetHashCode();
        }

        public static Comparer<Term> ByKey { get; } = Comparer<Term>.Create(Compare);

        public long Coefficient { get; }

        public ImmutableArray<Atom> Atoms { get; }

        public int KeyHash { get; }

        public static int Compare(Term left, Term right)
            => ReferenceEquals(left.key, right.key) ? 0 : string.CompareOrdinal(left.key, right.key);

        public Term With(long coefficient) => new(coefficient, Atoms, key);

        public Term Times(long factor) => With(Coefficient * factor);

        public Term Times(Term other)
            => new(Coefficient * other.Coefficient, Atoms.AddRange(other.Atoms).Sort((x, y) => string.CompareOrdinal(x.Text, y.Text)));

        /// <summary>The quotient where every atom of the divisor, and its coefficient, divide this term.</summary>
        public Dim? Without(Term divisor)
        {
            var atoms = Atoms;
            foreach (var atom in divisor.Atoms)
            {
                int at = atoms.IndexOf(atom);
                if (at < 0) return null;
                atoms = atoms.RemoveAt(at);
            }

            if (Coefficient % divisor.Coefficient != 0) return null;
            long coefficient = Coefficient / divisor.Coefficient;
            return atoms.IsEmpty ? Constant(coefficient) : new Dim(0, [new Term(coefficient, atoms)]);
        }
    }

    /// <summary>A named dim, or the floor of a polynomial divided by a constant.</summary>
    private sealed class Atom(string? name, Dim? numerator, long divisor) : IEquatable<Atom>
    {
        public Dim? Numerator => numerator;

        public string Text { get; } = name ?? $"(({numerator}) / {divisor.ToString(CultureInfo.InvariantCulture)})";

        public IEnumerable<string> Names => name is not null ? [name] : numerator!.Names;

        public long Evaluate(Func<string, long> binding)
            => name is not null ? binding(name) : (long)Math.Floor((decimal)numerator!.Evaluate(binding) / divisor);

        public string Print(Func<string, string> variable, Func<long, string> digits)
            => name is not null ? variable(name)
                : $"(({numerator!.Print(variable, digits)}) / {divisor.ToString(CultureInfo.InvariantCulture)})";

        public bool Equals(Atom? other) => other is not null && Text == other.Text;

        public override bool Equals(object? obj) => Equals(obj as Atom);

        public override int GetHashCode() => Text.GetHashCode();
    }
}
