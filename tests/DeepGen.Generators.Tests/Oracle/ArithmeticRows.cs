namespace DeepGen.Generators.Tests.Oracle;

/// <summary>Functions that are one formula for each element.</summary>
internal sealed class ArithmeticRows : RowModels
{
    public override string File => "arithmetic";

    public override string Source => """
        [Model] public partial class Square { Value Forward([Shape("N, 5")] Value x) => x.Square(); }
        [Model] public partial class Reciprocal { Value Forward([Shape("N, 5")] Value x) => x.Reciprocal(); }
        [Model] public partial class Rsqrt { Value Forward([Shape("N, 5")] Value x) => x.Rsqrt(); }
        [Model] public partial class Log2 { Value Forward([Shape("N, 5")] Value x) => x.Log2(); }
        [Model] public partial class Log10 { Value Forward([Shape("N, 5")] Value x) => x.Log10(); }
        [Model] public partial class Log1p { Value Forward([Shape("N, 5")] Value x) => x.Log1p(); }
        [Model] public partial class Sin { Value Forward([Shape("N, 5")] Value x) => x.Sin(); }
        [Model] public partial class Cos { Value Forward([Shape("N, 5")] Value x) => x.Cos(); }
        [Model] public partial class Tan { Value Forward([Shape("N, 5")] Value x) => x.Tan(); }
        [Model] public partial class Asinh { Value Forward([Shape("N, 5")] Value x) => x.Asinh(); }
        [Model] public partial class Sinh { Value Forward([Shape("N, 5")] Value x) => x.Sinh(); }
        [Model] public partial class Cosh { Value Forward([Shape("N, 5")] Value x) => x.Cosh(); }
        [Model] public partial class Atan { Value Forward([Shape("N, 5")] Value x) => x.Atan(); }
        [Model] public partial class Exp2 { Value Forward([Shape("N, 5")] Value x) => x.Exp2(); }
        [Model] public partial class Expm1 { Value Forward([Shape("N, 5")] Value x) => x.Expm1(); }
        [Model] public partial class Erf { Value Forward([Shape("N, 5")] Value x) => x.Erf(); }
        [Model] public partial class Asin { Value Forward([Shape("N, 5")] Value x) => x.Asin(); }
        [Model] public partial class Acos { Value Forward([Shape("N, 5")] Value x) => x.Acos(); }
        [Model] public partial class Atanh { Value Forward([Shape("N, 5")] Value x) => x.Atanh(); }
        [Model] public partial class Acosh { Value Forward([Shape("N, 5")] Value x) => x.Acosh(); }
        [Model] public partial class Frac { Value Forward([Shape("N, 5")] Value x) => x.Frac(); }
        [Model] public partial class Sign { Value Forward([Shape("N, 5")] Value x) => x.Sign() * x; }
        [Model] public partial class Floor { Value Forward([Shape("N, 5")] Value x) => x.Floor() * x; }
        [Model] public partial class Ceil { Value Forward([Shape("N, 5")] Value x) => x.Ceil() * x; }
        [Model] public partial class Round { Value Forward([Shape("N, 5")] Value x) => x.Round() * x; }
        [Model] public partial class Trunc { Value Forward([Shape("N, 5")] Value x) => x.Trunc() * x; }
        [Model] public partial class PowPair { Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x.Pow(y); }
        [Model] public partial class MaximumTies { Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x.Maximum(y); }
        [Model] public partial class MinimumTies { Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x.Minimum(y); }
        [Model] public partial class RemainderPair { Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x.Remainder(y); }
        [Model] public partial class FmodPair { Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x.Fmod(y); }
        [Model] public partial class LerpPair { Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y) => x.Lerp(y, 0.3); }
        [Model] public partial class PowZeros { Value Forward([Shape("N")] Value x, [Shape("N")] Value y) => x.Pow(y); }
        [Model] public partial class LogAddExpPair { Value Forward([Shape("N")] Value x, [Shape("N")] Value y) => x.LogAddExp(y); }
        [Model] public partial class Atan2Pair { Value Forward([Shape("N")] Value x, [Shape("N")] Value y) => x.Atan2(y); }
        [Model] public partial class Kinds
        {
            (Value nan, Value inf, Value finite, Value no, Value sign) Forward([Shape("N, 5")] Value x)
                => (x.IsNaN(), x.IsInf(), x.IsFinite(), x.LogicalNot(), x.Sign());
        }
        [Model] public partial class LerpValues
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("N, 4")] Value y, [Shape("N, 1")] Value w) => x.Lerp(y, w);
        }
        [Model] public partial class Compare
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value y)
                => x * ((x < y) + 2 * (x <= y) + 3 * (x > y) + 4 * (x >= y) + 5 * x.Equal(y) + 6 * x.NotEqual(y));
        }
        [Model] public partial class Logic
        {
            (Value and, Value or, Value xor) Forward([Shape("N, 4")] Value x, [Shape("4")] Value y)
                => (x.LogicalAnd(y), x.LogicalOr(y), x.LogicalXor(y));
        }
        [Model] public partial class Numbered
        {
            Value Forward([Shape("N, 4")] Value x)
                => (x < 0.5) * x + (x >= 1) * 2 + x.Equal(2) * 3 + x.Clamp(minimum: 0.1) + x.Clamp(maximum: 0.7) * x.Maximum(0.25)
                    + x.Remainder(0.6);
        }
        [Model] public partial class Where
        {
            Value Forward([Shape("4")] Value c, [Shape("4")] Value x, [Shape("N, 1")] Value y) => Value.Where(c, x.Log(), y);
        }
        [Model] public partial class WhereNumbers
        {
            Value Forward([Shape("N, 4")] Value x) => Value.Where(x > 0, x * x, -1) + Value.Where(x > 0.5, 2, x * 3);
        }
        [Model] public partial class MaskedFill
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("4")] Value m) => x.MaskedFill(m > 0, -7);
        }
        [Model] public partial class Integers
        {
            Value Forward([Shape("N, 4")] Value x, [Shape("N, 1")] Value<int> k, [Shape("N, 4")] Value<int> j)
                => k.ToFloat() * x + k.Equal(2) + k.NotEqual(j) * x;
        }
        """;
}
