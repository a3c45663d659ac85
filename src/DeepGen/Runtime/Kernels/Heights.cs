namespace DeepGen.Runtime;

/// <summary>The heights that tiles come in.</summary>
internal static class Heights
{
    public readonly struct Of1 : IHeight
    {
        public static int Rows => 1;
    }

    public readonly struct Of2 : IHeight
    {
        public static int Rows => 2;
    }

    public readonly struct Of3 : IHeight
    {
        public static int Rows => 3;
    }

    public readonly struct Of4 : IHeight
    {
        public static int Rows => 4;
    }

    public readonly struct Of5 : IHeight
    {
        public static int Rows => 5;
    }

    public readonly struct Of6 : IHeight
    {
        public static int Rows => 6;
    }

    public readonly struct Of7 : IHeight
    {
        public static int Rows => 7;
    }

    public readonly struct Of8 : IHeight
    {
        public static int Rows => 8;
    }

    public readonly struct Of9 : IHeight
    {
        public static int Rows => 9;
    }

    public readonly struct Of10 : IHeight
    {
        public static int Rows => 10;
    }

    public readonly struct Of11 : IHeight
    {
        public static int Rows => 11;
    }

    public readonly struct Of12 : IHeight
    {
        public static int Rows => 12;
    }

    public readonly struct Of13 : IHeight
    {
        public static int Rows => 13;
    }

    public readonly struct Of14 : IHeight
    {
        public static int Rows => 14;
    }
}
