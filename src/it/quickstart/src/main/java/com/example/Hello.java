package com.example;

/** The sample application. */
public final class Hello {

  private Hello() {}

  /** Greets. */
  public static void main(String[] args) {
    System.out.println("Hello from an image that Maven pushed");
  }
}
