using System.ComponentModel;

namespace DeepGen.Runtime;

/// <summary>Runs the parts of a chain for one element of the batch: of each that <paramref name="share"/> takes, its items.</summary>
/// <param name="session">What the chain works on.</param>
/// <param name="element">The element.</param>
/// <param name="share">Says which items of which parts.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ChainBody(Session session, nint element, ref ChainShare share);
