using System.Collections.Immutable;

namespace DeepGen.Generators.Declaration;

/// <summary>What an expression of a body stands for while it is read.</summary>
internal abstract record Operand;

/// <summary>A tensor, known only by its expression.</summary>
internal sealed record ValueOperand(Expression Expression) : Operand;

/// <summary>What is known: a <see cref="long"/>, a <see cref="double"/>, a <see cref="bool"/> or a <see cref="string"/>.</summary>
internal sealed record ConstantOperand(object Value) : Operand;

/// <summary>A layer: a field, or a parameter or local that stands for one.</summary>
internal sealed record LayerOperand(int Index) : Operand;

/// <summary>A block: its copies in a row, each with layers of its own.</summary>
internal sealed record BlockOperand(string Name, ImmutableArray<Part> Copies) : Operand;

/// <summary>The results of a function whose number follows from shapes, which only the next stage knows.</summary>
internal sealed record ResultsOperand(ReferenceExpression Results) : Operand;

/// <summary>A tuple or an array.</summary>
internal sealed record TupleOperand(ImmutableArray<Operand> Elements) : Operand;
