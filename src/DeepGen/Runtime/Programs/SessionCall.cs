namespace DeepGen.Runtime;

/// <summary>A call of a session, whose values are valid until the next one.</summary>
/// <param name="Session">The session.</param>
/// <param name="Program">The program that it ran.</param>
/// <param name="Number">The call, as the session counts them.</param>
internal readonly record struct SessionCall(Session Session, ProgramDefinition Program, long Number);
